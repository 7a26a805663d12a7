import type { Member, Unit } from '../../entities/index.ts'
import type { PersonDraft } from './read-person-row.ts'

export interface RowProblem {
  line: number
  reasons: string[]
}

export interface NewUnitPlan {
  code: string
  name: string
  parentCode: string | null
}

export interface ImportPlan {
  /** Parents before children. */
  units: NewUnitPlan[]
  /** `member` null: somebody new. */
  people: { draft: PersonDraft; member: Member | null }[]
  problems: RowProblem[]
}

interface Known {
  units: readonly Unit[]
  members: readonly Member[]
}

type Refuse = (draft: PersonDraft, reason: string) => void

/** The units the table would add, by code: the first row that names one says what it is. */
const planUnits = (
  drafts: readonly PersonDraft[],
  known: ReadonlyMap<string, Unit>,
  hasRoot: boolean,
  refuse: Refuse,
): Map<string, NewUnitPlan> => {
  const planned = new Map<string, NewUnitPlan>()
  let rootCode: string | undefined
  for (const draft of drafts) {
    const { unitCode: code, unitName, parentCode } = draft
    const existing = known.get(code)
    const before = planned.get(code)
    if (existing) {
      if (existing.closedAt !== null) refuse(draft, `单位“${code}”已撤销`)
      else if (unitName !== undefined && unitName !== existing.name && !existing.aliases.includes(unitName)) {
        refuse(draft, `代码“${code}”在库里是“${existing.name}”,不是“${unitName}”`)
      }
    } else if (before) {
      if (unitName !== undefined && unitName !== before.name) refuse(draft, `代码“${code}”前面写的是“${before.name}”,这里是“${unitName}”`)
    } else if (unitName !== undefined) {
      if (parentCode === undefined && !hasRoot && rootCode === undefined) rootCode = code
      planned.set(code, { code, name: unitName, parentCode: parentCode ?? null })
    }
  }
  const root = hasRoot ? [...known.values()].find((unit) => unit.parentId === null)?.code : rootCode
  for (const unit of planned.values()) if (unit.code !== rootCode) unit.parentCode ??= root ?? null
  return planned
}

/** Parents before children; what hangs on nothing or in a circle is left out. */
const inTreeOrder = (planned: ReadonlyMap<string, NewUnitPlan>, known: ReadonlyMap<string, Unit>): NewUnitPlan[] => {
  const placed = new Map<string, NewUnitPlan>()
  for (let before = -1; before !== placed.size;) {
    before = placed.size
    for (const unit of planned.values()) {
      if (unit.parentCode === null || known.has(unit.parentCode) || placed.has(unit.parentCode)) placed.set(unit.code, unit)
    }
  }
  return [...placed.values()]
}

const checkUnits = (
  drafts: readonly PersonDraft[],
  hasUnit: (code: string) => boolean,
  planned: ReadonlyMap<string, NewUnitPlan>,
  refuse: Refuse,
): void => {
  for (const draft of drafts) {
    const plan = planned.get(draft.unitCode)
    if (!hasUnit(draft.unitCode)) {
      refuse(
        draft,
        plan ? `上级单位代码“${plan.parentCode ?? ''}”不存在` : `没有代码为“${draft.unitCode}”的单位;新建单位请在“单位”列写名称`,
      )
    }
    for (const { unitCode } of draft.roles ?? []) {
      if (unitCode !== draft.unitCode && !hasUnit(unitCode)) refuse(draft, `角色里的单位“${unitCode}”不存在`)
    }
  }
}

const placeKey = (unit: string, name: string): string => `${unit}|${name}`

/** Finds who a row means: by staff number, else by unit and name (and takes over a staff number that was not known yet). */
const createMatcher = ({ units, members }: Known): ((draft: PersonDraft) => Member | null | { reason: string }) => {
  const codes = new Map(units.map((unit) => [unit.id, unit.code]))
  const byStaffNo = new Map(members.flatMap((member) => (member.staffNo === null ? [] : [[member.staffNo, member] as const])))
  const byPlace = new Map<string, Member[]>()
  for (const member of members) {
    const key = placeKey(codes.get(member.unitId) ?? '', member.name)
    byPlace.set(key, [...(byPlace.get(key) ?? []), member])
  }
  return (draft) => {
    const numbered = draft.staffNo === undefined ? undefined : byStaffNo.get(draft.staffNo)
    if (numbered) return numbered
    const there = (byPlace.get(placeKey(draft.unitCode, draft.name)) ?? []).filter((member) => member.leftAt === null)
    const fitting = draft.staffNo === undefined ? there : there.filter((member) => member.staffNo === null)
    if (fitting.length > 1) return { reason: `“${draft.unitCode}”有 ${fitting.length} 个“${draft.name}”,请写工号` }
    return fitting[0] ?? null
  }
}

const matchPeople = (drafts: readonly PersonDraft[], known: Known, refuse: Refuse): ImportPlan['people'] => {
  const match = createMatcher(known)
  const staffNos = new Map<string, number>()
  const targets = new Map<string, number>()
  const sayTwice = (seen: Map<string, number>, key: string, draft: PersonDraft, what: string): void => {
    const first = seen.get(key)
    if (first === undefined) seen.set(key, draft.line)
    else refuse(draft, `${what}与第 ${first} 行重复`)
  }
  return drafts.flatMap((draft) => {
    if (draft.staffNo === undefined) sayTwice(targets, placeKey(draft.unitCode, draft.name), draft, `“${draft.unitCode}”的“${draft.name}”`)
    else sayTwice(staffNos, draft.staffNo, draft, `工号“${draft.staffNo}”`)
    const member = match(draft)
    if (member && 'reason' in member) {
      refuse(draft, member.reason)
      return []
    }
    if (member) sayTwice(targets, member.id, draft, `“${draft.name}”`)
    if (member?.leftAt) refuse(draft, `“${draft.name}”(工号 ${member.staffNo ?? '无'})已离岗,请先在人员管理里恢复`)
    return [{ draft, member }]
  })
}

/**
 * What importing these rows would do, and every row that cannot be imported. Rows that lean on a unit which only a refused row
 * would create are refused as well, so that the rest can be imported by itself.
 */
export const planImport = (drafts: readonly PersonDraft[], known: Known): ImportPlan => {
  const problems = new Map<number, string[]>()
  const unitsByCode = new Map(known.units.map((unit) => [unit.code, unit]))
  const hasRoot = known.units.some((unit) => unit.parentId === null)
  const refuse: Refuse = ({ line }, reason) => problems.set(line, [...new Set([...(problems.get(line) ?? []), reason])])

  matchPeople(drafts, known, refuse)
  for (;;) {
    const good = drafts.filter(({ line }) => !problems.has(line))
    const before = problems.size
    const planned = planUnits(good, unitsByCode, hasRoot, refuse)
    const units = inTreeOrder(planned, unitsByCode)
    const codes = new Set([...unitsByCode.keys(), ...units.map((unit) => unit.code)])
    checkUnits(good, (code) => codes.has(code), planned, refuse)
    if (problems.size > before) continue
    return {
      units,
      people: matchPeople(good, known, refuse),
      problems: [...problems].map(([line, reasons]) => ({ line, reasons })).toSorted((a, b) => a.line - b.line),
    }
  }
}
