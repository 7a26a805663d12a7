import type { StepDefinition } from '../../rules/procedures/definition.ts'
import { memberParty, unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import type { Role } from '../../rules/roles.ts'
import { today, type UseCaseContext } from '../context.ts'
import { headsOf, rootHolders, signersOf } from '../matters/office-roles.ts'

/** From whom the parties of a step are known. */
export interface StepScope {
  applicantId: string
  /** The applicant's unit. */
  unitId: string
  chosenUnitId: string | null
}

const unitByCode = (ctx: UseCaseContext, code: string): string | undefined =>
  ctx.office.directory.units.find((unit) => unit.code === code && !unit.closed)?.id

const membersOf = (members: readonly { id: string }[]): string[] => members.map(({ id }) => memberParty(id))

const holdersOf = (ctx: UseCaseContext, role: Role): string[] => membersOf(role === 'director' ? signersOf(ctx) : rootHolders(ctx, role))

const memberOf = (ctx: UseCaseContext, written: string): string[] => {
  const { directory } = ctx.office
  const known = directory.findMember(written)
  const byId = known && directory.isActive(known, today(ctx)) ? known : undefined
  const [name = '', unit] = written.split('@')
  const named = directory
    .membersNamed(name, today(ctx))
    .filter(({ unitId }) => unit === undefined || directory.findUnit(unitId)?.code === unit)
  return byId ? [memberParty(byId.id)] : named.length === 1 ? membersOf(named) : []
}

const withoutSelf = (parties: readonly string[], applicantId: string): string[] =>
  parties.filter((party) => party !== memberParty(applicantId))

const partiesOf = (ctx: UseCaseContext, { party }: StepDefinition, scope: StepScope): string[] => {
  const { directory } = ctx.office
  switch (party.by) {
    case 'role':
      return holdersOf(ctx, party.role)
    case 'unit_role':
      return membersOf(directory.holders(party.role, unitByCode(ctx, party.unit) ?? '', today(ctx)))
    case 'unit': {
      const id = unitByCode(ctx, party.unit)
      return id === undefined ? [] : [unitParty(id)]
    }
    case 'member':
      return memberOf(ctx, party.member)
    case 'chosen_unit':
      return scope.chosenUnitId === null ? [] : [unitParty(scope.chosenUnitId)]
    case 'chosen_unit_head':
      return scope.chosenUnitId === null ? [] : membersOf(headsOf(ctx, scope.chosenUnitId))
    case 'applicant_head': {
      const own = withoutSelf(membersOf(headsOf(ctx, scope.unitId)), scope.applicantId)
      const above = directory.findUnit(scope.unitId)?.parentId ?? null
      return own.length > 0 || above === null ? own : membersOf(headsOf(ctx, above))
    }
    case 'applicant':
      return [memberParty(scope.applicantId)]
  }
}

/** Who decides when the step's own party is the applicant: the director, then the leaders. */
export const decidersInstead = (ctx: UseCaseContext, applicantId: string): string[] => {
  const directors = withoutSelf(membersOf(signersOf(ctx)), applicantId)
  return directors.length > 0 ? directors : withoutSelf(membersOf(rootHolders(ctx, 'leader')), applicantId)
}

/** Who owes a step, as it stands now. Nobody decides on their own application. Refused when there is nobody. */
export const resolveStepParties = (ctx: UseCaseContext, step: StepDefinition, scope: StepScope): string[] => {
  const found = partiesOf(ctx, step, scope)
  const isOwnDecision = step.answer === 'decide' && found.includes(memberParty(scope.applicantId))
  const fit = isOwnDecision ? withoutSelf(found, scope.applicantId) : found
  const parties = isOwnDecision && fit.length === 0 ? decidersInstead(ctx, scope.applicantId) : fit
  if (parties.length > 0) return [...new Set(parties)]
  const needsUnit = step.party.by === 'chosen_unit' || step.party.by === 'chosen_unit_head'
  throw needsUnit && scope.chosenUnitId === null
    ? new Problem('bad_request', '请写明承办单位,例如:#申请 审批 购置应急物资 @应急局')
    : new Problem('wrong_state', `环节“${step.name}”现在没有责任人,请系统管理员先配置角色或单位`)
}
