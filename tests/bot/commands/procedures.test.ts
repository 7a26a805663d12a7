import { describe, expect, test } from 'vitest'
import { ProcedureOverrun } from '../../../entities/index.ts'
import { listOverruns } from '../../../use-cases/procedures/list-overruns.ts'
import { publishDefinition } from '../../../use-cases/procedures/definitions.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const overruns = (scene: Scene) => scene.zhou.does((ctx) => ctx.tx.find(ProcedureOverrun, { order: { id: 'ASC' } }))
const owing = async (scene: Scene, number: number) =>
  (await scene.matter(number)).todos.filter(({ closedAt }) => closedAt === null).map(({ party, due }) => `${party} ${due ?? '—'}`)

const applies = (scene: Scene) => scene.li.says('#申请 审批 购置应急物资一批,@城管局 承办')

describe('#申请 审批', () => {
  test('goes through its five steps, each a todo of whoever has it', async () => {
    const scene = await openScene()
    await applies(scene)
    expect(scene.group.heard()).toEqual([
      '〔128〕已提交 审批:购置应急物资一批(承诺件)\n' +
        '      环节 受理→承办→审批→批准→办结,全程截止 12月7日(周一)17:30\n' +
        '      现在 受理 冯督(督查科) 截止 11月24日(周二)17:30\n' +
        '      回复“#办结 128 情况”,缺材料“#暂停 128 原因”',
    ])
    expect(scene.group.mentioned()).toEqual(['冯督'])
    await scene.feng.says('#办结 128 材料齐全')
    expect(scene.group.heard().at(-1)).toContain('现在 承办 城管局 截止 11月27日(周五)17:30')
    await scene.actor('刘洋').says('#办结 128 拟购置,约3万元')
    expect(scene.group.heard().at(-1)).toContain('现在 审批 马勇(城管局)')
    await scene.actor('马勇').says('#同意 128')
    expect(scene.group.heard().at(-1)).toContain('现在 批准 周正(市政府办)')
    await scene.zhou.says('#同意 128 从应急经费列支')
    await scene.actor('刘洋').says('#办结 128 已答复')
    expect(scene.group.heard().at(-1)).toBe('〔128〕审批:购置应急物资一批 已办结(刘洋):已答复')
    expect(scene.group.mentioned()).toEqual(['李四'])
    expect((await scene.matter(128)).state).toBe('closed')
    expect(await owing(scene, 128)).toEqual([])
    expect(await overruns(scene)).toEqual([])
  })

  test('is nobody else’s to answer, and an answer said twice is not taken twice', async () => {
    const scene = await openScene()
    await applies(scene)
    await scene.li.says('#办结 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕现在是 受理(冯督(督查科)),不由您办理')
    await scene.wu.says('#同意 128')
    expect(scene.group.heard().at(-1)).toContain('没有〔128〕号事项')
    await scene.feng.says('#不同意 128 不行')
    expect(scene.group.heard().at(-1)).toContain('“受理”是办理环节')
    await scene.feng.says('#办结 128')
    await scene.feng.says('#办结 128')
    expect(scene.group.heard().at(-1)).toContain('现在是 承办(城管局)')
  })

  test('an answer that crossed a colleague’s does not answer the step after it; 办结 decides nothing', async () => {
    const scene = await openScene()
    await applies(scene)
    await scene.feng.says('#办结 128')
    await scene.clock.reaches('2026-11-23T10:00')
    await scene.actor('刘洋').says('#办结 128 拟购置')
    // The head had answered for the bureau a moment before, and is heard a moment later.
    await scene.actor('马勇').says('#同意 128', { sentAt: '2026-11-23T09:59' })
    expect(scene.group.heard().at(-1)).toBe('〔128〕“承办”刚由他人办结,现在是“审批”,请看过后再发一次')
    await scene.actor('马勇').says('#办结 128 好的')
    expect(scene.group.heard().at(-1)).toBe('〔128〕现在是“审批”,请回复 #同意 128 或 #不同意 128 原因')
    expect((await scene.matter(128)).events.filter(({ action }) => action === 'pass')).toHaveLength(2)
    await scene.actor('马勇').says('#同意 128')
    expect(scene.group.heard().at(-1)).toContain('现在 批准 周正')
    // Nobody of the bureau could have meant this one: it was said early, and is meant all the same.
    await scene.zhou.says('#同意 128', { sentAt: '2026-11-23T09:59' })
    expect(scene.group.heard().at(-1)).toContain('现在 办结 城管局')
  })

  test('is sent back a stage by a refusal there, and ended by one at the top', async () => {
    const scene = await openScene()
    await applies(scene)
    await scene.feng.says('#办结 128')
    await scene.actor('刘洋').says('#办结 128 初稿')
    await scene.actor('马勇').says('#不同意 128')
    expect(scene.group.heard().at(-1)).toContain('缺内容')
    await scene.actor('马勇').says('#不同意 128 缺比价')
    expect(scene.group.heard().at(-1)).toContain('审批不同意(马勇):缺比价,退回上一环节')
    await scene.actor('刘洋').says('#办结 128 已补三家比价')
    await scene.actor('马勇').says('#同意 128')
    await scene.zhou.says('#不同意 128 今年不再购置')
    expect(scene.group.heard().at(-1)).toBe('〔128〕审批:购置应急物资一批 不同意(周正):今年不再购置,已办结')
    expect((await scene.matter(128)).state).toBe('closed')
    await scene.zhou.says('#同意 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已经办结,没有待办的环节')
  })

  test('a clock that stands still counts nothing; it goes on with what was left', async () => {
    const scene = await openScene()
    await applies(scene)
    await scene.feng.says('#办结 128')
    await scene.clock.reaches('2026-11-24T09:00')
    await scene.wu.says('#暂停 128 征求第三方意见')
    expect(scene.group.heard().at(-1)).toContain('没有〔128〕号事项')
    await scene.actor('刘洋').says('#暂停 128 征求第三方意见')
    expect(scene.group.heard().at(-1)).toContain('〔128〕时钟已暂停(待第三方):征求第三方意见')
    expect((await scene.matter(128)).state).toBe('paused')
    await scene.actor('刘洋').says('#办结 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕时钟已暂停,请先发 #恢复 128')
    await scene.actor('刘洋').says('#暂停 128 再停')
    expect(scene.group.heard().at(-1)).toContain('128')
    // A week that is not counted: 承办 had until 27 November, with three days and a half left.
    await scene.clock.reaches('2026-12-01T09:00')
    expect(await overruns(scene)).toEqual([])
    await scene.actor('刘洋').says('#恢复 128 意见已收齐')
    expect(scene.group.heard().at(-1)).toContain('现在 承办 城管局 截止 12月4日(周五)17:30')
  })

  test('what goes over its limit is a fact for those who supervise, and stays one', async () => {
    const scene = await openScene()
    await applies(scene)
    await scene.clock.reaches('2026-11-25T10:00')
    const [row] = await overruns(scene)
    expect(row).toMatchObject({ name: '受理', settledAt: null, lateMs: null })
    await scene.feng.says('#办结 128 迟了')
    const { items } = await scene.feng.does((ctx) => listOverruns(ctx))
    expect(items).toHaveLength(1)
    // From 17:30 on the 24th: an hour and a half of the next working day.
    expect(items[0]).toMatchObject({ number: 128, step: '受理', parties: ['冯督(督查科)'], lateMs: 1.5 * 3_600_000 })
    await expect(scene.li.does((ctx) => listOverruns(ctx))).rejects.toThrow('由督查科和办公室领导查看')
    expect((await scene.matter(128)).events.map(({ action }) => action)).toContain('overrun')
  })

  test('撤回 puts a step back with its clock', async () => {
    const scene = await openScene()
    await applies(scene)
    const before = await owing(scene, 128)
    await scene.feng.says('#办结 128 材料齐全')
    await scene.feng.says('#撤回 128')
    expect(scene.group.heard().at(-1)).toContain('撤回')
    expect(await owing(scene, 128)).toEqual(before)
    await scene.feng.says('#办结 128 材料齐全')
    expect(scene.group.heard().at(-1)).toContain('现在 承办 城管局')
  })

  test('says what is missing', async () => {
    const scene = await openScene()
    await scene.li.says('#申请 用印 合同一份')
    expect(scene.group.heard().at(-1)).toContain('没有“用印”这个流程,可用的有:')
    await scene.li.says('#申请 审批 购置应急物资')
    expect(scene.group.heard().at(-1)).toBe('请写明承办单位,例如:#申请 审批 购置应急物资 @应急局')
    await scene.li.says('#申请')
    expect(scene.li.heard().at(-1)).toContain('依申请公开')
  })

  test('steps side by side: the next begins when all are done; one party answers both of its own', async () => {
    const scene = await openScene()
    await scene.zhou.does((ctx) =>
      publishDefinition(ctx, {
        code: 'opening',
        name: '联合验收',
        form: 'joint',
        steps: [
          { key: 'fire', name: '消防验收', party: { by: 'unit', unit: 'XF' }, limit: { workingDays: 2 } },
          { key: 'city', name: '市容验收', party: { by: 'unit', unit: 'CG' }, limit: { workingDays: 3 }, parallel: true },
          { key: 'done', name: '发证', party: { by: 'member', member: '冯督' }, limit: { workingHours: 4 } },
        ],
      }),
    )
    await scene.zhang.says('#申请 联合验收 新商场开业')
    expect(scene.group.heard().at(-1)).toContain('(联办件)')
    expect(await owing(scene, 128)).toHaveLength(2)
    await scene.sun.says('#办结 128 合格')
    expect(scene.group.heard().at(-1)).toBe('〔128〕消防验收已办(孙磊):合格\n      尚待 市容验收')
    expect(await owing(scene, 128)).toHaveLength(1)
    await scene.actor('刘洋').says('#办结 128 合格')
    expect(scene.group.heard().at(-1)).toContain('现在 发证 冯督(督查科) 截止 11月23日(周一)15:00')
  })

  test('a recurring one begins again by itself', async () => {
    const scene = await openScene()
    await scene.zhou.does((ctx) =>
      publishDefinition(ctx, {
        code: 'stock',
        name: '物资盘点',
        steps: [{ key: 'count', name: '盘点', party: { by: 'unit', unit: 'YJ' }, limit: { workingDays: 2 } }],
      }),
    )
    await scene.zhang.says('#申请 物资盘点 每月25日前盘点应急物资')
    await scene.actor('赵七').says('#办结 128 帐物相符')
    await scene.clock.reaches('2026-12-02T10:00')
    expect(scene.group.heard().at(-1)).toContain('〔129〕办件(循环:每月25日前)')
    await scene.actor('赵七').says('#办结 129 帐物相符')
    expect((await scene.matter(129)).state).toBe('closed')
  })
})
