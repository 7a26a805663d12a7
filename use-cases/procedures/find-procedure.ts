import { Procedure, ProcedureStep } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'
import { nameParty } from '../../wording/names.ts'

export interface FoundProcedure extends MatterWithParties {
  procedure: Procedure
  /** In their order. */
  steps: ProcedureStep[]
}

/** What stands beside a procedure's matter. */
export const withSteps = async (ctx: UseCaseContext, target: MatterWithParties): Promise<FoundProcedure | null> => {
  const matterId = target.matter.id
  const procedure = await ctx.tx.findOneBy(Procedure, { matterId })
  if (!procedure) return null
  return { ...target, procedure, steps: await ctx.tx.find(ProcedureStep, { where: { matterId }, order: { position: 'ASC' } }) }
}

/** The procedure by number; a number of another kind, or one that the actor may not see, is refused. */
export const getProcedure = async (ctx: UseCaseContext, number: number): Promise<FoundProcedure> => {
  const found = await withSteps(ctx, await getMatter(ctx, number))
  if (!found) throw new Problem('wrong_state', `〔${number}〕不是办件`)
  return found
}

export const runningSteps = ({ steps }: Pick<FoundProcedure, 'steps'>): ProcedureStep[] => steps.filter(({ state }) => state === 'running')

/** Who owes the running steps: 承办(城管局)、会签(财政局). */
export const describeRunning = (ctx: UseCaseContext, found: Pick<FoundProcedure, 'steps'>): string =>
  runningSteps(found)
    .map(({ definition, parties }) => `${definition.name}(${parties.map((party) => nameParty(ctx.office.directory, party)).join('、')})`)
    .join('、')
