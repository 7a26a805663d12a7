import { ProcedureVersion } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { builtInProcedures } from '../../rules/procedures/built-in.ts'
import { procedureDefinitionSchema, type ProcedureDefinition, type ProcedureDraft } from '../../rules/procedures/definition.ts'
import { Problem } from '../../rules/problems.ts'
import type { Role } from '../../rules/roles.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'

/** A definition in force; version 0 is the built-in one. */
export interface DefinitionInForce {
  version: number
  definition: ProcedureDefinition
}

/** Every procedure in force, by code: the office's newest version of each, else the built-in one. */
export const listDefinitions = async (ctx: UseCaseContext): Promise<DefinitionInForce[]> => {
  const byCode = new Map<string, DefinitionInForce>(builtInProcedures.map((definition) => [definition.code, { version: 0, definition }]))
  const published = await ctx.tx.find(ProcedureVersion, { order: { version: 'ASC' } })
  for (const { code, version, definition } of published) byCode.set(code, { version, definition })
  return [...byCode.values()].toSorted((a, b) => (a.definition.code < b.definition.code ? -1 : 1))
}

/** The definition in force of this code or name; refused with the names there are. */
export const getDefinition = async (ctx: UseCaseContext, codeOrName: string): Promise<DefinitionInForce> => {
  const all = await listDefinitions(ctx)
  const found = all.find(({ definition: { code, name } }) => code === codeOrName || name === codeOrName)
  if (found) return found
  const names = all.filter(({ definition }) => definition.kind === 'procedure').map(({ definition }) => definition.name)
  throw new Problem('not_found', `没有“${codeOrName}”这个流程,可用的有:${names.join('、')}`)
}

const publishers: readonly Role[] = ['supervisor', 'director', 'system_admin']

/** The units a definition names exist; people are looked up when their step begins. */
const checkUnits = ({ steps }: ProcedureDefinition, codes: ReadonlySet<string>): void => {
  const missing = steps.flatMap(({ party }) => ('unit' in party && !codes.has(party.unit) ? [party.unit] : []))
  if (missing.length > 0) throw new Problem('bad_request', `没有这些单位代码:${[...new Set(missing)].join('、')}`)
}

/** Writes the next version of a procedure; what already runs keeps its own. `by` null: laid with the office, whose units are `codes`. */
export const addVersion = async (
  ctx: UseCaseContext,
  draft: unknown,
  { by, codes }: { by: string | null; codes: ReadonlySet<string> },
): Promise<ProcedureVersion> => {
  const definition = parseInput(procedureDefinitionSchema, draft)
  checkUnits(definition, codes)
  const builtIn = builtInProcedures.find(({ code }) => code === definition.code)
  if (builtIn && builtIn.kind !== definition.kind) throw new Problem('bad_request', `“${builtIn.name}”的 kind 须为 ${builtIn.kind}`)
  if (!builtIn && definition.kind !== 'procedure') throw new Problem('bad_request', 'kind 为 absence 的流程只能是代码 absence')
  const namesake = (await listDefinitions(ctx)).find((each) => each.definition.name === definition.name)
  if (namesake && namesake.definition.code !== definition.code) throw new Problem('conflict', `已有叫“${definition.name}”的流程`)
  const [last] = await ctx.tx.find(ProcedureVersion, { where: { code: definition.code }, order: { version: 'DESC' }, take: 1 })
  const row: ProcedureVersion = {
    id: ctx.newId(),
    code: definition.code,
    version: (last?.version ?? 0) + 1,
    definition,
    publishedById: by,
    publishedAt: ctx.now,
  }
  try {
    await insertRows(ctx.tx, ProcedureVersion, [row])
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('stale', '这个流程刚被他人更新,请重试')
    throw error
  }
  return row
}

/** Publishes a procedure, or a new version of one (docs/rules.md, Procedures); for supervisors, the director and the system administrator. */
export const publishDefinition = async (ctx: UseCaseContext, draft: ProcedureDraft): Promise<DefinitionInForce> => {
  const actor = actorOf(ctx)
  if (!publishers.some((role) => ctx.office.directory.holdsAtRoot(actor.id, role, today(ctx))))
    throw new Problem('forbidden', '流程由督查科、主任或系统管理员定')
  const open = ctx.office.directory.units.filter(({ closed }) => !closed)
  const row = await addVersion(ctx, draft, { by: actor.id, codes: new Set(open.map(({ code }) => code)) })
  await appendAudit(ctx, { action: 'procedure.publish', subject: row.code, detail: { version: row.version } })
  return { version: row.version, definition: row.definition }
}
