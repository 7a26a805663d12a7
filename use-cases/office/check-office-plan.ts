import { Problem } from '../../rules/problems.ts'
import { checkPlanProcedures } from './check-plan-procedures.ts'
import type { CompleteOfficePlan } from './office-plan.ts'

type Person = CompleteOfficePlan['people'][number]
type Unit = CompleteOfficePlan['units'][number]

/** Finds what a plan's references mean; built once by `checkOfficePlan`, so that a reference that does not resolve cannot reach the rows. */
export interface PlanLookup {
  unit(code: string): Unit
  person(reference: string): Person
  /** Code of the unit above; null for the office itself. */
  parentOf(unit: Unit): string | null
}

const sayTwice = (problems: string[], path: string, values: readonly (string | undefined)[], noun: string): void => {
  const seen = new Map<string, number>()
  for (const [index, value] of values.entries()) {
    if (value === undefined) continue
    const first = seen.get(value)
    if (first === undefined) seen.set(value, index)
    else problems.push(`${path}[${index}]:${noun}“${value}”与第 ${first + 1} 个重复`)
  }
}

const findPerson = (people: readonly Person[], reference: string): Person | string => {
  const [name, unit] = reference.split('@')
  const [found, another] = people.filter((person) => person.name === name && (unit === undefined || person.unit === unit))
  if (!found) return `没有“${reference}”这个人`
  if (another) return `叫“${reference}”的不止一人,请写 ${found.name}@${found.unit} 或 ${another.name}@${another.unit}`
  return found
}

const checkTree = (problems: string[], units: readonly Unit[], parentOf: (unit: Unit) => string | null): void => {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  for (const [index, unit] of units.entries()) {
    const parent = parentOf(unit)
    if (parent !== null && !byCode.has(parent)) problems.push(`units[${index}].parent:没有代码为“${parent}”的单位`)
    let above: Unit | undefined = unit
    for (let steps = 0; above && steps <= units.length; steps += 1) above = byCode.get(parentOf(above) ?? '')
    if (above) problems.push(`units[${index}].parent:“${unit.code}”的上级绕成了圈`)
  }
}

const checkPeople = (problems: string[], plan: CompleteOfficePlan, hasUnit: (code: string) => boolean): void => {
  sayTwice(
    problems,
    'people',
    plan.people.map((person) => `${person.name}@${person.unit}`),
    '人员',
  )
  sayTwice(
    problems,
    'people',
    plan.people.map((person) => person.staffNo),
    '工号',
  )
  for (const [index, person] of plan.people.entries()) {
    if (!hasUnit(person.unit)) problems.push(`people[${index}].unit:没有代码为“${person.unit}”的单位`)
    for (const [place, { unit }] of person.roles.entries()) {
      if (unit !== undefined && !hasUnit(unit)) problems.push(`people[${index}].roles[${place}].unit:没有代码为“${unit}”的单位`)
    }
    sayTwice(
      problems,
      `people[${index}].roles`,
      person.roles.map(({ role, unit }) => `${role}@${unit ?? person.unit}`),
      '角色',
    )
  }
}

const checkGroups = (problems: string[], plan: CompleteOfficePlan, hasUnit: (code: string) => boolean): void => {
  sayTwice(
    problems,
    'groups',
    plan.groups.map((group) => group.name),
    '群',
  )
  const checkPerson = (path: string, reference: string): Person | undefined => {
    const found = findPerson(plan.people, reference)
    if (typeof found !== 'string') return found
    problems.push(`${path}:${found}`)
    return undefined
  }
  for (const [index, group] of plan.groups.entries()) {
    const path = `groups[${index}]`
    if (group.ownerUnit !== undefined && !hasUnit(group.ownerUnit)) problems.push(`${path}.ownerUnit:没有代码为“${group.ownerUnit}”的单位`)
    if (group.owner !== undefined) checkPerson(`${path}.owner`, group.owner)
    const members = group.members.map(({ person }, place) => checkPerson(`${path}.members[${place}].person`, person))
    sayTwice(
      problems,
      `${path}.members`,
      members.map((person) => person && `${person.name}@${person.unit}`),
      '成员',
    )
  }
}

/** Everything that is wrong in a plan at once, each with its path (`bad_request`), or the lookup of its references. */
export const checkOfficePlan = (plan: CompleteOfficePlan): PlanLookup => {
  const problems: string[] = []
  const units = new Map(plan.units.map((unit) => [unit.code, unit]))
  const hasUnit = (code: string): boolean => units.has(code)
  const root = plan.units.find((unit) => unit.parent === undefined)
  const parentOf = (unit: Unit): string | null => (unit === root ? null : (unit.parent ?? root?.code ?? null))
  if (!root) problems.push('units:至少要有一个不写 parent 的单位,它就是本办公室')
  sayTwice(
    problems,
    'units',
    plan.units.map((unit) => unit.code),
    '单位代码',
  )
  checkTree(problems, plan.units, parentOf)
  checkPeople(problems, plan, hasUnit)
  checkGroups(problems, plan, hasUnit)
  sayTwice(
    problems,
    'publications',
    plan.publications.map(({ name }) => name),
    '刊物',
  )
  problems.push(
    ...checkPlanProcedures(plan.procedures, {
      unit: (code) => (hasUnit(code) ? null : `没有代码为“${code}”的单位`),
      person: (reference) => {
        const found = findPerson(plan.people, reference)
        return typeof found === 'string' ? found : null
      },
    }),
  )
  if (problems.length > 0) throw new Problem('bad_request', problems.join('\n'), problems)

  return {
    parentOf,
    unit: (code) => {
      const unit = units.get(code)
      if (!unit) throw new Error(`unit ${code} was checked`)
      return unit
    },
    person: (reference) => {
      const person = findPerson(plan.people, reference)
      if (typeof person === 'string') throw new Error(person)
      return person
    },
  }
}
