import { consult, perform, type Stage } from '../../database/stage.ts'
import { Delegation, GroupMember, Member } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { MatterKind } from '../../rules/lifecycles/index.ts'
import { HOUR_MS } from '../../rules/instant.ts'
import { createIds } from '../../rules/new-id.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { changeState, type Change } from '../../use-cases/matters/change-state.ts'
import { getMatter, type MatterWithParties } from '../../use-cases/matters/find-matter.ts'
import { openMatter } from '../../use-cases/matters/open-matter.ts'
import { bumpDirectory, createOfficeLoader } from '../../use-cases/office/load-office.ts'
import { layOffice, type OfficePlan } from '../../use-cases/office/lay-office.ts'
import { openScratchDatabase } from './database.ts'

const plan: OfficePlan = {
  office: { name: '临江市人民政府办公室' },
  units: [
    { code: 'ZFB', name: '市政府办', aliases: ['政府办'] },
    { code: 'XF', name: '消防救援支队', aliases: ['消防队'], parent: 'ZFB' },
    { code: 'CG', name: '城市管理局', aliases: ['城管局'], parent: 'ZFB' },
    { code: 'CGYD', name: '城管一大队', parent: 'CG' },
  ],
  people: [
    { name: '张三', unit: 'ZFB', post: '副秘书长', mobile: '13812345678', roles: [{ role: 'leader' }] },
    { name: '周督查', unit: 'ZFB', roles: [{ role: 'supervisor' }] },
    { name: '吴秘书', unit: 'ZFB' },
    { name: '李四', unit: 'XF', officer: 'full_time', mobile: '13912340000' },
    { name: '赵六', unit: 'XF' },
    { name: '陈局', unit: 'CG', roles: [{ role: 'unit_head' }] },
    { name: '王五', unit: 'CG' },
    { name: '孙队员', unit: 'CGYD' },
  ],
  groups: [
    {
      name: '消防隐患排查群',
      purpose: '消防隐患排查',
      ownerUnit: 'XF',
      owner: '李四',
      members: ['张三', '李四', '王五', '赵六'].map((person) => ({ person })),
    },
    { name: '城管工作群', purpose: '市容整治', ownerUnit: 'CG', owner: '陈局', members: ['陈局', '孙队员'].map((person) => ({ person })) },
    { name: '闲聊', registered: false, members: [{ person: '李四' }] },
  ],
}

export interface TaskWish {
  by: string
  /** `@名字` is a person, anything else a unit's code; the first is responsible, the others assist. */
  for: string[]
  title: string
  body?: string
  dueInHours?: number | null
  group?: string | null
  kind?: MatterKind
  postedBy?: string
  parent?: MatterWithParties
}

/** A small office on the database under test, where a test says who asks whom for what and who looks. */
export const openListingScene = async () => {
  // A Monday morning.
  let now = Date.parse('2026-11-23T09:30:00+08:00')
  const runner = await openScratchDatabase()
  const stage: Stage = {
    runner,
    loadOffice: createOfficeLoader(),
    clocks: { office: () => now, machine: () => now },
    newId: createIds(() => now),
  }
  const laid = await perform(stage, { memberId: null }, (ctx) => layOffice(ctx, plan))
  const member = (name: string): string => laid.people.find((person) => person.name === name)!.id
  const unit = (code: string): string => laid.units.find((each) => each.code === code)!.id
  const group = (name: string): string => laid.groups.find((each) => each.name === name)!.id
  const partyOf = (name: string): string => (name.startsWith('@') ? `m:${member(name.slice(1))}` : `u:${unit(name)}`)
  const as = <T>(name: string, work: (ctx: UseCaseContext) => Promise<T>): Promise<T> => consult(stage, { memberId: member(name) }, work)
  const byClock = <T>(work: (ctx: UseCaseContext) => Promise<T>): Promise<T> => perform(stage, { memberId: null }, work)

  return {
    stage,
    dataSource: runner.dataSource,
    member,
    unit,
    group,
    /** What a use-case tells this person. */
    as,
    now: () => now,
    passes: (hours: number) => {
      now += hours * HOUR_MS
    },
    asks: (wish: TaskWish) =>
      perform(stage, { memberId: member(wish.postedBy ?? wish.by) }, (ctx) => {
        const hours = wish.dueInHours === undefined ? 48 : wish.dueInHours
        return openMatter(ctx, {
          kind: wish.kind ?? 'task',
          title: wish.title,
          body: wish.body ?? wish.title,
          urgency: 'normal',
          dueAt: hours === null ? null : now + hours * HOUR_MS,
          dueText: null,
          groupId: wish.group === null ? null : group(wish.group ?? '消防隐患排查群'),
          unitId: ctx.office.directory.findMember(member(wish.by))!.unitId,
          issuerId: member(wish.by),
          postedById: wish.postedBy === undefined ? null : member(wish.postedBy),
          parentId: wish.parent?.matter.id ?? null,
          parties: wish.for.map((name, index) => ({ party: partyOf(name), role: index === 0 ? 'responsible' : 'assisting' })),
        })
      }),
    acts: (name: string, number: number, change: Change) =>
      perform(stage, { memberId: member(name) }, async (ctx) => changeState(ctx, await getMatter(ctx, number), change)),
    acknowledges: (name: string, number: number) =>
      perform(stage, { memberId: member(name) }, async (ctx) => {
        const { matter } = await getMatter(ctx, number)
        await ctx.tx.query('UPDATE todos SET acknowledged_at = ?, acknowledged_by_id = ? WHERE matter_id = ? AND party = ?', [
          now,
          member(name),
          matter.id,
          `m:${member(name)}`,
        ])
      }),
    leaves: (name: string) =>
      byClock(async (ctx) => {
        await ctx.tx.update(Member, { id: member(name) }, { leftAt: now })
        await bumpDirectory(ctx.tx)
      }),
    leavesGroup: (name: string, groupName: string) =>
      byClock(async (ctx) => {
        await ctx.tx.update(GroupMember, { groupId: group(groupName), memberId: member(name) }, { leftAt: now })
        await ctx.office.seating.noteChange(ctx.tx)
      }),
    standsIn: (to: string, from: string, hours: number) =>
      byClock(async (ctx) => {
        const delegation = {
          kind: 'stand_in' as const,
          fromId: member(from),
          toId: member(to),
          startsAt: now,
          endsAt: now + hours * HOUR_MS,
        }
        await insertRows(ctx.tx, Delegation, [{ id: ctx.newId(), ...delegation, revokedAt: null }])
        await bumpDirectory(ctx.tx)
      }),
    close: () => runner.close(),
  }
}

export type ListingScene = Awaited<ReturnType<typeof openListingScene>>
