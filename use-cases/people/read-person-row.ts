import { z } from 'zod'
import type { PeopleKey, PeopleRow } from '../../documents/people/people-columns.ts'
import type { Day } from '../../rules/instant.ts'
import type { Role } from '../../rules/roles.ts'
import { allRoleNames, findRole } from '../../wording/role-names.ts'
import { mobileSchema, personNameSchema, unitCodeSchema } from '../office/office-plan.ts'

/** A person of the table, understood. `undefined` keeps what is there, `null` clears it. */
export interface PersonDraft {
  line: number
  name: string
  unitCode: string
  unitName: string | undefined
  parentCode: string | undefined
  post: string | null | undefined
  staffNo: string | undefined
  mobile: string | null | undefined
  roles: { role: Role; unitCode: string }[] | undefined
  officer: 'full_time' | 'part_time' | null | undefined
  endsOn: Day | null | undefined
}

/** Reads one column or throws the reason. */
type Reader<T> = (text: string) => T

const clearWord = '无'
const clearable =
  <T>(read: Reader<T>): Reader<T | null> =>
  (text) =>
    text === clearWord ? null : read(text)

const bySchema =
  (schema: z.ZodType<string>, reason: string): Reader<string> =>
  (text) => {
    const parsed = schema.safeParse(text)
    if (parsed.success) return parsed.data
    throw new Error(reason)
  }

const longest = (length: number): Reader<string> => bySchema(z.string().max(length), `超过 ${length} 字`)

const readMobile: Reader<string> = (text) =>
  bySchema(
    mobileSchema,
    '不是 11 位手机号',
  )(
    text
      .normalize('NFKC')
      .replaceAll(/[\s-]/g, '')
      .replace(/^\+?86(?=1\d{10}$)/, ''),
  )

const readRoles =
  (ownUnit: string): Reader<{ role: Role; unitCode: string }[]> =>
  (text) => {
    const grants = new Map<string, { role: Role; unitCode: string }>()
    for (const word of text
      .normalize('NFKC')
      .split(/[、,;/\s]+/)
      .filter((part) => part !== '')) {
      const [name = '', unitCode = ownUnit] = word.split('@')
      const role = findRole(name)
      if (!role) throw new Error(`没有“${name}”这个角色,可填:${allRoleNames()}`)
      grants.set(`${role}@${unitCode}`, { role, unitCode })
    }
    return [...grants.values()]
  }

const officers: Readonly<Record<string, 'full_time' | 'part_time'>> = {
  专职: 'full_time',
  兼职: 'part_time',
  full_time: 'full_time',
  part_time: 'part_time',
}
const readOfficer: Reader<'full_time' | 'part_time'> = (text) => {
  const officer = officers[text]
  if (!officer) throw new Error('只能填 专职 或 兼职')
  return officer
}

const readDay: Reader<Day> = (text) => {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize('NFKC'))
  const [, year = '', month = '', date = ''] = match ?? []
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  if (!match || Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day) throw new Error('日期请写成 2026-06-30')
  return day
}

const readName: Reader<string> = (text) => {
  // 两字姓名 is often spread to three places: 张 三.
  const name = /^[\p{Script=Han}\s]+$/u.test(text) ? text.replaceAll(/\s/g, '') : text
  return bySchema(personNameSchema, '要写姓名,不含空格和 @,最多 40 字')(name)
}

/** The row understood, or every reason why it cannot be. */
export const readPersonRow = ({ line, values, faults }: PeopleRow): { draft: PersonDraft } | { reasons: string[] } => {
  const reasons = [...faults]
  const take = <T>(key: PeopleKey, label: string, read: Reader<T>): T | undefined => {
    const text = values[key]
    if (text === undefined || text === '') return undefined
    try {
      if (text.includes('\u0000')) throw new Error('含有非法字符')
      return read(text)
    } catch (error) {
      reasons.push(`${label}“${text.slice(0, 30)}”:${error instanceof Error ? error.message : '有误'}`)
      return undefined
    }
  }
  const code = bySchema(unitCodeSchema, '代码不能有空格或 @,最多 40 字')
  const name = take('name', '姓名', readName)
  const unitCode = take('unitCode', '单位代码', (text) => code(text.normalize('NFKC')))
  if (values.name === undefined) reasons.push('缺姓名')
  if (values.unitCode === undefined) reasons.push('缺单位代码')
  const rest = {
    unitName: take('unitName', '单位', longest(80)),
    parentCode: take('parentCode', '上级单位代码', (text) => code(text.normalize('NFKC'))),
    post: take('post', '职务', clearable(longest(60))),
    staffNo: take('staffNo', '工号', (text) => longest(32)(text.normalize('NFKC'))),
    mobile: take('mobile', '手机', clearable(readMobile)),
    roles: take('roles', '角色', (text) => (text === clearWord ? [] : readRoles(unitCode ?? '')(text))),
    officer: take('officer', '信息员', clearable(readOfficer)),
    endsOn: take('endsOn', '截止日期', clearable(readDay)),
  }
  if (reasons.length > 0 || name === undefined || unitCode === undefined) return { reasons }
  return { draft: { line, name, unitCode, ...rest } }
}
