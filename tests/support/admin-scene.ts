import { perform, type Stage } from '../../database/stage.ts'
import { AuditRecord } from '../../entities/index.ts'
import type { PeopleKey, PeopleRow } from '../../documents/people/people-columns.ts'
import { createIds } from '../../rules/new-id.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { layOffice, type LaidOffice, type OfficePlan } from '../../use-cases/office/lay-office.ts'
import { createOfficeLoader } from '../../use-cases/office/load-office.ts'
import { at } from './clock-scene.ts'
import { openScratchDatabase } from './database.ts'

export const adminPlan: OfficePlan = {
  office: { name: '临江市人民政府办公室' },
  units: [
    { code: 'ZFB', name: '市政府办' },
    { code: 'YJ', name: '应急局', aliases: ['应急管理局'], parent: 'ZFB' },
    { code: 'YJZX', name: '应急指挥中心', parent: 'YJ' },
  ],
  people: [
    { name: '方系统', unit: 'ZFB', staffNo: '001', roles: [{ role: 'system_admin' }] },
    { name: '董安全', unit: 'ZFB', staffNo: '002', roles: [{ role: 'security_admin' }] },
    { name: '贺审计', unit: 'ZFB', roles: [{ role: 'auditor' }] },
    { name: '张三', unit: 'ZFB', post: '副秘书长', roles: [{ role: 'leader' }] },
    { name: '秦川', unit: 'YJ', staffNo: '101', roles: [{ role: 'unit_head' }, { role: 'system_admin' }] },
    { name: '赵七', unit: 'YJ', staffNo: '102', mobile: '13600040002', officer: 'full_time' },
    { name: '王伟', unit: 'YJ', staffNo: '103' },
    { name: '王伟', unit: 'ZFB' },
  ],
  groups: [{ name: '值班群', purpose: '值班', owner: '秦川', members: [{ person: '赵七' }] }],
}

/** An office whose administrators act; `null` as actor is the command line. The clock stands until a test moves it. */
export const openAdminScene = async (plan: OfficePlan | null = adminPlan) => {
  let now = at('11-23 09:00')
  const runner = await openScratchDatabase()
  const stage: Stage = {
    runner,
    loadOffice: createOfficeLoader(),
    clocks: { office: () => now, machine: () => now },
    newId: createIds(() => now),
  }
  const as = (memberId: string | null) => ({
    does: <T>(work: (ctx: UseCaseContext) => Promise<T>): Promise<T> => perform(stage, { memberId }, work),
  })
  const bindings = {
    channel: 'memory',
    account: 'bot',
    personId: (person: { id: string }) => `wx-${person.id}`,
    groupId: (group: { id: string }) => `room-${group.id}`,
  }
  const laid: LaidOffice = plan
    ? await as(null).does((ctx) => layOffice(ctx, plan, { bindings, mobileKey: Buffer.alloc(32, 7) }))
    : { settings: {} as LaidOffice['settings'], units: [], people: [], groups: [], publications: [] }
  const member = (name: string, unitCode?: string): string =>
    laid.people.find((person) => person.name === name && (unitCode === undefined || person.unitCode === unitCode))!.id
  return {
    stage,
    runner,
    laid,
    member,
    unit: (code: string): string => laid.units.find((unit) => unit.code === code)!.id,
    group: (name: string): string => laid.groups.find((group) => group.name === name)!.id,
    commandLine: as(null),
    person: (name: string, unitCode?: string) => as(member(name, unitCode)),
    now: () => now,
    waits: (ms: number) => {
      now += ms
    },
    audit: async () => (await runner.read((tx) => tx.find(AuditRecord, { order: { id: 'ASC' } }))).map((record) => record.action),
    close: () => runner.close(),
  }
}

export type AdminScene = Awaited<ReturnType<typeof openAdminScene>>

/** Rows of the people table as the file's reader makes them; the first one is line 2. */
export const peopleRows = (...values: Partial<Record<PeopleKey, string>>[]): PeopleRow[] =>
  values.map((each, index) => ({ line: index + 2, values: each, faults: [] }))

/** What a refused call said: its code and words; fails when it was not refused in words. */
export const refusalOf = async (call: Promise<unknown>): Promise<{ code: string; message: string }> => {
  try {
    await call
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('nothing was refused')
}
