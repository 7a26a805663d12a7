import { z } from 'zod'
import { Instruction, ItemInstruction, Submission } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { mayIssueTo } from '../../rules/permissions.ts'
import { memberParty, partyColumns } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import type { Role } from '../../rules/roles.ts'
import { composeTitle } from '../../rules/task-text.ts'
import { describeIssuingRefusal } from '../../wording/refusals.ts'
import { recordInstruction } from '../adoptions/record-instruction.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'
import { rootHolders } from '../matters/office-roles.ts'
import { openMatter } from '../matters/open-matter.ts'
import { partyKeySchema } from '../tasks/party-key.ts'
import { givenLimit, readLimit, type Limit } from '../tasks/read-limit.ts'
import { itemKey } from './follow-on-item.ts'

export const openInstructionSchema = z.strictObject({
  /** The leader's own words, kept as they are. */
  text: z.string().trim().min(1, '请写批示原文').max(4_000),
  /** The matter it is written on. */
  number: z.int().positive().optional(),
  paperTitle: z.string().trim().min(1).max(120).optional(),
  paperNumber: z.string().trim().min(1).max(60).optional(),
  /** Whose instruction the section registers. */
  leaderId: z.string().length(26).optional(),
  givenOn: z.iso.date('日期写成 YYYY-MM-DD').optional(),
  parties: z
    .array(z.strictObject({ party: partyKeySchema, role: z.enum(['responsible', 'assisting']).default('responsible') }))
    .max(100)
    .default([]),
  dueAt: z.int().positive().optional(),
  groupId: z.string().length(26).nullable().default(null),
})

export type OpenInstructionInput = z.input<typeof openInstructionSchema>

export interface OpenedInstruction extends MatterWithParties {
  instruction: Instruction
  /** Null: none was written; it is asked for, never guessed (docs/rules.md, Instructions). */
  limit: Limit | null
  /** Who is asked for the limit. */
  askedIds: string[]
}

const leading: readonly Role[] = ['leader', 'director', 'deputy_director']

const isLeader = (ctx: UseCaseContext, memberId: string): boolean =>
  leading.some((role) => ctx.office.directory.holdsAtRoot(memberId, role, today(ctx)))

/** A leader writes their own; the supervision section registers what came on paper; a secretary what they may post. */
const checkLeader = (ctx: UseCaseContext, leaderId: string): void => {
  const { directory } = ctx.office
  const actor = actorOf(ctx)
  if (!isLeader(ctx, leaderId)) throw new Problem('forbidden', '批示由办公室领导作出;督查科可代登记:#批示 代 王建国 …')
  if (leaderId === actor.id || directory.actsFor(actor.id, ctx.now).includes(leaderId)) return
  if (directory.holdsAtRoot(actor.id, 'supervisor', today(ctx)) || directory.mayPostFor(actor.id, leaderId)) return
  throw new Problem('forbidden', `${directory.findMember(leaderId)?.name ?? '该领导'}的批示请由督查科登记`)
}

/** Units that are named owe the answer; where none is, those of the matter it is written on. */
const partiesOf = (
  input: z.output<typeof openInstructionSchema>,
  source: MatterWithParties | null,
): z.output<typeof openInstructionSchema>['parties'] => {
  if (input.parties.length > 0) return input.parties
  const own = source?.parties.filter(({ removedAt }) => removedAt === null) ?? []
  return own.map(({ party, role }) => ({ party, role }))
}

const limitOf = (ctx: UseCaseContext, input: z.output<typeof openInstructionSchema>): Limit | null => {
  if (input.dueAt !== undefined) return givenLimit(ctx, input.dueAt)
  const limit = readLimit(ctx, input.text, 'normal')
  return limit.kind === 'recurring' || (limit.kind === 'set' && limit.byDefault !== null) ? null : limit
}

/** Whoever fixes a limit that the leader left open: the supervision section, else the leader. */
export const limitAskers = (ctx: UseCaseContext, leaderId: string): string[] => {
  const supervisors = rootHolders(ctx, 'supervisor')
  return supervisors.length > 0 ? supervisors.map(({ id }) => id) : [leaderId]
}

/** What is written on a 报忧 is spoken of in no group, for its title would be. */
const groupOf = async (ctx: UseCaseContext, groupId: string | null, source: MatterWithParties | null): Promise<string | null> => {
  const isHushed = source !== null && (await ctx.tx.existsBy(Submission, { matterId: source.matter.id, tone: 'problem' }))
  return isHushed ? null : groupId
}

const longestTitle = 60

/** What the instruction is about; the words themselves where it stands on nothing. */
const titleOf = (input: z.output<typeof openInstructionSchema>, source: MatterWithParties | null, limit: Limit | null): string => {
  const about = source?.matter.title ?? input.paperTitle
  if (about === undefined) return composeTitle(input.text, limit?.matched ? [limit.matched] : [])
  const letters = [...about]
  // A paper has a name of its own.
  const [begins, ends] = source === null ? ['《', '》'] : ['“', '”']
  return `${begins}${letters.length > longestTitle - 4 ? `${letters.slice(0, longestTitle - 5).join('')}…` : about}${ends}批示`
}

/** 批示: the leader's words verbatim, and the units that owe an answer to them (docs/rules.md, Instructions). */
export const openInstruction = async (ctx: UseCaseContext, raw: OpenInstructionInput): Promise<OpenedInstruction> => {
  const input = openInstructionSchema.parse(raw)
  const actor = actorOf(ctx)
  const leaderId = input.leaderId ?? actor.id
  checkLeader(ctx, leaderId)
  const source = input.number === undefined ? null : await getMatter(ctx, input.number)
  const parties = partiesOf(input, source)
  if (parties.length === 0) throw new Problem('bad_request', '请写明承办单位,例如:#批示 131 请交通局牵头、城管局配合,12月5日前报办理情况')
  const { directory } = ctx.office
  const refused = parties.map(({ party }) => partyColumns(party)).filter((columns) => !mayIssueTo(directory, leaderId, columns, today(ctx)))
  if (refused.length > 0) throw new Problem('forbidden', describeIssuingRefusal(directory, refused))
  const limit = limitOf(ctx, input)
  const dueAt = limit?.kind === 'set' ? limit.dueAt : null
  const askedIds = dueAt === null ? limitAskers(ctx, leaderId) : []
  const givenOn = input.givenOn ?? ctx.office.calendar.dayOf(ctx.sentAt)
  const opened = await openMatter(ctx, {
    kind: 'instruction',
    title: titleOf(input, source, limit),
    body: input.text,
    urgency: 'normal',
    dueAt,
    dueText: limit?.text?.slice(0, 80) ?? null,
    groupId: await groupOf(ctx, input.groupId, source),
    unitId: directory.findMember(leaderId)?.unitId ?? actor.unitId,
    issuerId: leaderId,
    postedById: leaderId === actor.id ? null : actor.id,
    parties,
    targets: askedIds.map(memberParty),
    data: source ? { on: source.matter.number } : {},
  })
  const instruction: Instruction = {
    matterId: opened.matter.id,
    sourceId: source?.matter.id ?? null,
    paperTitle: input.paperTitle ?? null,
    paperNumber: input.paperNumber ?? null,
    givenOn,
    fromPaper: leaderId !== actor.id,
    round: 1,
    answer: null,
  }
  await insertRows(ctx.tx, Instruction, [instruction])
  if (source?.matter.kind === 'submission') {
    const leader = directory.findMember(leaderId)?.name ?? ''
    // Written on twice in a day, or recorded by the editors before: it counts once.
    const isKnown = await ctx.tx.existsBy(ItemInstruction, { activeKey: itemKey({ submissionId: source.matter.id, leader, givenOn }) })
    const record = { number: source.matter.number, leaderLevel: ctx.office.settings.level, leader, text: input.text, day: givenOn }
    if (!isKnown) await recordInstruction(ctx, { ...record, publication: null }, { follows: true, instructionId: opened.matter.id })
  }
  return { ...opened, instruction, limit, askedIds }
}
