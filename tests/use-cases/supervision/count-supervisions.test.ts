import { describe, expect, it, test } from 'vitest'
import { perform } from '../../../database/stage.ts'
import { Matter, Supervision, SupervisionFigure } from '../../../entities/index.ts'
import { addCounted, countMatter, wholeOffice, type FigureSums } from '../../../rules/supervision-figures.ts'
import { countSupervisions } from '../../../use-cases/supervision/count-supervisions.ts'
import { readSummary } from '../../../use-cases/supervision/read-summary.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const figuresOf = async (scene: Scene): Promise<Map<string, Omit<SupervisionFigure, 'unitId' | 'month'>>> => {
  const rows = await scene.runner.read((tx) => tx.find(SupervisionFigure))
  const isEmpty = (row: SupervisionFigure): boolean => !row.opened && !row.inTime && !row.late && !row.cancelled && !row.overdue
  return new Map(
    rows.filter((row) => !isEmpty(row)).map(({ unitId, month, ...sums }) => [`${unitId === wholeOffice ? 'all' : 'unit'} ${month}`, sums]),
  )
}

/** The figures as they would be if everything were counted anew from the matters themselves. */
const recounted = async (scene: Scene): Promise<FigureSums> => {
  const matters = await scene.runner.read((tx) => tx.findBy(Matter, { kind: 'task' }))
  const changes = new Map<string, FigureSums>()
  for (const matter of matters)
    addCounted(
      changes,
      countMatter((await scene.zhang.does(async (ctx) => ctx.office)).calendar, { ...matter, unitIds: [] }, scene.clock.now()).counted,
      1,
    )
  const total: FigureSums = { opened: 0, inTime: 0, late: 0, cancelled: 0, overdue: 0 }
  for (const sums of changes.values()) for (const [name, count] of Object.entries(sums)) total[name as keyof FigureSums] += count
  return total
}

const totalOf = async (scene: Scene): Promise<FigureSums> => {
  const rows = await scene.runner.read((tx) => tx.findBy(SupervisionFigure, { unitId: wholeOffice }))
  const total: FigureSums = { opened: 0, inTime: 0, late: 0, cancelled: 0, overdue: 0 }
  for (const { unitId: _unit, month: _month, ...sums } of rows)
    for (const [name, count] of Object.entries(sums)) total[name as keyof FigureSums] += count
  return total
}

describe('the figures follow a matter', () => {
  it('through opening, passing of the limit, closing, reopening and cancelling, and forget what was taken back', async () => {
    const scene = await openScene()
    const { zhang, li, clock } = scene
    await zhang.says('#任务 @李四 11月27日前报方案')
    await clock.passes('1m')
    expect(await figuresOf(scene)).toEqual(
      new Map([
        ['all 2026-11', { opened: 1, inTime: 0, late: 0, cancelled: 0, overdue: 0 }],
        ['unit 2026-11', { opened: 1, inTime: 0, late: 0, cancelled: 0, overdue: 0 }],
      ]),
    )
    await clock.reaches('2026-12-02T10:00')
    expect((await figuresOf(scene)).get('all 2026-11')).toMatchObject({ opened: 1, overdue: 1 })
    await li.says('#办结 128 已报')
    await clock.passes('1m')
    expect((await figuresOf(scene)).get('all 2026-12')).toMatchObject({ overdue: -1, late: 0 })
    await zhang.says('#确认 128')
    await clock.passes('1m')
    expect((await figuresOf(scene)).get('all 2026-12')).toMatchObject({ overdue: -1, late: 1 })
    await zhang.says('#撤回 128')
    await clock.passes('1m')
    expect((await figuresOf(scene)).get('all 2026-12')).toMatchObject({ overdue: -1, late: 0 })
    await zhang.says('#退回 128 缺数据')
    await clock.passes('1m')
    expect(await figuresOf(scene)).toEqual(
      new Map([
        ['all 2026-11', { opened: 1, inTime: 0, late: 0, cancelled: 0, overdue: 1 }],
        ['unit 2026-11', { opened: 1, inTime: 0, late: 0, cancelled: 0, overdue: 1 }],
      ]),
    )
    await zhang.says('#撤销 128 不办了')
    await clock.passes('1m')
    expect((await figuresOf(scene)).get('all 2026-12')).toMatchObject({ cancelled: 1, overdue: -1 })
  })

  it('from one unit to another when parties change, are taken off or hand over', async () => {
    const scene = await openScene()
    const { zhang, feng, clock } = scene
    const units = async (): Promise<string[]> =>
      (await feng.does((ctx) => readSummary(ctx))).units.map(({ unit, counts }) => `${unit.name}${counts.going}`).toSorted()
    await zhang.says('#任务 @李四 11月27日前报方案')
    await clock.passes('1m')
    expect(await units()).toEqual(['消防救援支队1'])
    await zhang.says('#加 128 @王五')
    await clock.passes('1m')
    expect(await units()).toEqual(['城管局1', '消防救援支队1'])
    await zhang.says('#减 128 @李四')
    await clock.passes('1m')
    expect(await units()).toEqual(['城管局1'])
    await feng.whispers('#移交 @王五 @陈六')
    await clock.passes('1m')
    expect(await units()).toEqual(['住建局1'])
    expect((await feng.does((ctx) => readSummary(ctx))).office?.counts.going).toBe(1)
  })

  it('whatever happens, and counting again changes nothing', async () => {
    const scene = await openScene()
    const { zhang, li, wu, clock } = scene
    await zhang.says('#任务 @李四 11月24日前报甲\n')
    await zhang.says('#任务 @王五 @李四 11月25日前报乙')
    await zhang.says('#任务 @李四 6月前报丙')
    await zhang.says('#任务 @李四 每周五12点前报丁')
    await clock.reaches('2026-11-25T09:00')
    await li.says('#办结 128')
    await zhang.says('#确认 128')
    await zhang.says('#重开 128 12月10日 补充')
    await wu.says('#延期 129 到12月5日 材料尚缺')
    await zhang.says('#同意延期 129')
    await clock.reaches('2026-12-14T09:00')
    expect(await totalOf(scene)).toEqual(await recounted(scene))
    const before = await figuresOf(scene)
    await scene.runner.transaction((tx) => tx.query('UPDATE supervisions SET recount_at = 0'))
    await perform(scene.stage, { memberId: null }, (ctx) => countSupervisions(ctx))
    expect(await figuresOf(scene)).toEqual(before)
  })
})

test('two sweeps at once count nothing twice', async () => {
  const scene = await openScene()
  for (const what of ['甲', '乙', '丙']) await scene.zhang.says(`#任务 @李四 11月27日前报送${what}方案`)
  await scene.clock.passes('1m')
  const before = await totalOf(scene)
  await scene.runner.transaction((tx) => tx.query('UPDATE supervisions SET recount_at = 0'))
  const sweep = () => perform(scene.stage, { memberId: null }, (ctx) => countSupervisions(ctx, 2))
  const results = await Promise.allSettled([sweep(), sweep(), sweep(), sweep()])
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
  while ((await sweep()) > 0);
  expect(await totalOf(scene)).toEqual(before)
  expect(await scene.runner.read((tx) => tx.countBy(Supervision, { recountAt: 0 }))).toBe(0)
})

test('tasks of before the table was there are counted by the first sweeps', async () => {
  const scene = await openScene()
  await scene.zhang.says('#任务 @李四 11月27日前报方案')
  await scene.runner.transaction(async (tx) => {
    await tx.query('DELETE FROM supervision_figures')
    await tx.query('DELETE FROM supervisions')
    await tx.query(`INSERT INTO supervisions (matter_id, assigned_at, source, recount_at)
      SELECT id, created_at, CASE WHEN kind = 'instruction' THEN 'instruction' ELSE 'message' END, 0
      FROM matters WHERE kind IN ('task', 'instruction')`)
  })
  await scene.clock.passes('1m')
  expect((await figuresOf(scene)).get('all 2026-11')).toMatchObject({ opened: 1 })
})
