import { Binding, Counter, GroupMember, Member, OfficeState, RoleGrant, Unit, WorkGroup } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { maskMobile } from '../../rules/mobile.ts'
import { defaultSettings, type OfficeSettings } from '../../rules/office-settings.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { planRules } from '../points/plan-rules.ts'
import { addVersion } from '../procedures/definitions.ts'
import { writeRuleDocument } from '../points/rule-documents.ts'
import { layPublication } from '../publications/create-publication.ts'
import { sealMobile } from '../people/mobile-cipher.ts'
import { checkOfficePlan, type PlanLookup } from './check-office-plan.ts'
import { bumpDirectory } from './load-office.ts'
import { mergeSettings } from './merge-settings.ts'
import { officePlanSchema, type CompleteOfficePlan, type OfficePlan } from './office-plan.ts'

export { officePlanSchema, type OfficePlan } from './office-plan.ts'

export interface LaidPerson {
  id: string
  name: string
  unitCode: string
}

export interface LaidGroup {
  id: string
  name: string
}

export interface LayOptions {
  /** Binds everybody and every group on one chat account, under the external ids made here (simulator, replay, tests). */
  bindings?: {
    channel: string
    account: string
    personId: (person: LaidPerson) => string
    groupId: (group: LaidGroup) => string
  }
  /** Seals mobile numbers; without it only the masked number is kept. */
  mobileKey?: Buffer
}

/** What was laid down, with the new ids. */
export interface LaidOffice {
  settings: OfficeSettings
  units: { id: string; code: string; name: string }[]
  people: LaidPerson[]
  groups: LaidGroup[]
  publications: { id: string; name: string }[]
}

/** Everything the rows are made from. */
interface Laying {
  ctx: UseCaseContext
  plan: CompleteOfficePlan
  lookup: PlanLookup
  options: LayOptions
  unitIds: ReadonlyMap<string, string>
  personIds: ReadonlyMap<CompleteOfficePlan['people'][number], string>
}

const idOf = <Key>(ids: ReadonlyMap<Key, string>, key: Key): string => {
  const id = ids.get(key)
  if (id === undefined) throw new Error('the plan was checked')
  return id
}

const settingsOf = ({ office }: CompleteOfficePlan): OfficeSettings =>
  mergeSettings(mergeSettings(defaultSettings(), office.settings ?? {}), {
    name: office.name,
    timezone: office.timezone,
    workHours: office.workHours === undefined || Array.isArray(office.workHours) ? office.workHours : [office.workHours],
  })

const layUnits = async ({ ctx, plan, lookup, unitIds }: Laying): Promise<void> => {
  const rows = plan.units.map((unit): Unit => {
    const parent = lookup.parentOf(unit)
    return {
      id: idOf(unitIds, unit.code),
      code: unit.code,
      name: unit.name,
      aliases: unit.aliases,
      parentId: parent === null ? null : idOf(unitIds, parent),
      unitClass: unit.class ?? null,
      directReporting: unit.directReporting,
      closedAt: null,
    }
  })
  await insertRows(ctx.tx, Unit, rows)
}

const layPeople = async ({ ctx, plan, options, unitIds, personIds }: Laying): Promise<void> => {
  const members = plan.people.map((person): Member => ({
    id: idOf(personIds, person),
    unitId: idOf(unitIds, person.unit),
    name: person.name,
    staffNo: person.staffNo ?? null,
    post: person.post ?? null,
    mobileEncrypted: person.mobile && options.mobileKey ? sealMobile(options.mobileKey, person.mobile) : null,
    mobileMasked: person.mobile ? maskMobile(person.mobile) : null,
    officer: person.officer ?? null,
    endsOn: null,
    leftAt: null,
    snoozedUntil: null,
  }))
  const grants = plan.people.flatMap((person) =>
    person.roles.map(({ role, unit }): RoleGrant => ({
      id: ctx.newId(),
      memberId: idOf(personIds, person),
      role,
      unitId: idOf(unitIds, unit ?? person.unit),
      endsOn: null,
      grantedAt: ctx.now,
      grantedById: null,
    })),
  )
  await insertRows(ctx.tx, Member, members)
  await insertRows(ctx.tx, RoleGrant, grants)
}

const layGroups = async ({ ctx, plan, lookup, unitIds, personIds }: Laying): Promise<LaidGroup[]> => {
  const groups = plan.groups.map((group): WorkGroup => ({
    id: ctx.newId(),
    name: group.name,
    purpose: group.purpose ?? null,
    ownerUnitId: group.ownerUnit === undefined ? null : idOf(unitIds, group.ownerUnit),
    ownerId: group.owner === undefined ? null : idOf(personIds, lookup.person(group.owner)),
    openedAt: ctx.now,
    closesOn: null,
    registeredAt: group.registered ? ctx.now : null,
    closedAt: null,
    hintedOn: null,
  }))
  const members = plan.groups.flatMap((group, index) =>
    group.members.map(({ person, nickname }): GroupMember => ({
      id: ctx.newId(),
      groupId: groups[index]?.id ?? '',
      memberId: idOf(personIds, lookup.person(person)),
      nickname: nickname ?? lookup.person(person).name,
      leftAt: null,
    })),
  )
  await insertRows(ctx.tx, WorkGroup, groups)
  await insertRows(ctx.tx, GroupMember, members)
  return groups.map(({ id, name }) => ({ id, name }))
}

const layBindings = async ({ ctx, options }: Laying, { people, groups }: LaidOffice): Promise<void> => {
  if (!options.bindings) return
  const { channel, account, personId, groupId } = options.bindings
  const common = (): Pick<Binding, 'id' | 'channel' | 'account' | 'boundAt' | 'confirmedAt'> => ({
    id: ctx.newId(),
    channel,
    account,
    boundAt: ctx.now,
    confirmedAt: ctx.now,
  })
  const ofPeople = people.map((person): Binding => ({
    ...common(),
    externalId: personId(person),
    subject: 'person',
    memberId: person.id,
    groupId: null,
    lastSeenName: person.name,
  }))
  const ofGroups = groups.map((group): Binding => ({
    ...common(),
    externalId: groupId(group),
    subject: 'group',
    memberId: null,
    groupId: group.id,
    lastSeenName: group.name,
  }))
  await insertRows(ctx.tx, Binding, [...ofPeople, ...ofGroups])
}

/**
 * Lays an office down in an empty database: settings over the defaults, units, people with their roles, groups, bindings when asked.
 * Throws `bad_request` with every fault of the plan and its path, `conflict` when the database already has units.
 */
export const layOffice = async (ctx: UseCaseContext, input: OfficePlan, options: LayOptions = {}): Promise<LaidOffice> => {
  const plan = parseInput(officePlanSchema, input)
  const lookup = checkOfficePlan(plan)
  const settings = settingsOf(plan)
  if ((await ctx.tx.count(Unit)) > 0) throw new Problem('conflict', '数据库里已有单位,只能在空库中铺设办公室')
  const unitIds = new Map(plan.units.map((unit) => [unit.code, ctx.newId()]))
  const personIds = new Map(plan.people.map((person) => [person, ctx.newId()]))
  const laying: Laying = { ctx, plan, lookup, options, unitIds, personIds }

  await layUnits(laying)
  await layPeople(laying)
  const groups = await layGroups(laying)
  const publications: LaidOffice['publications'] = []
  const rules = planRules(plan)
  if (rules.length > 0) await writeRuleDocument(ctx, 'points', rules, '随办公室资料铺设')
  for (const publication of plan.publications) publications.push(await layPublication(ctx, publication))
  for (const procedure of plan.procedures) await addVersion(ctx, procedure, { by: null, codes: new Set(unitIds.keys()) })
  const laid: LaidOffice = {
    settings,
    units: plan.units.map(({ code, name }) => ({ id: idOf(unitIds, code), code, name })),
    people: plan.people.map((person) => ({ id: idOf(personIds, person), name: person.name, unitCode: person.unit })),
    groups,
    publications: publications.map(({ id, name }) => ({ id, name })),
  }
  await layBindings(laying, laid)
  await ctx.tx.update(OfficeState, { id: 1 }, { settings, settingsChangedAt: ctx.now })
  await ctx.tx.update(Counter, { name: 'matter' }, { value: settings.firstNumber - 1 })
  await bumpDirectory(ctx.tx)
  return laid
}
