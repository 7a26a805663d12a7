import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { makePaper } from '../../../documents/page/make-paper.ts'
import { AuditRecord, Figure, PointEntry, PointIncident } from '../../../entities/index.ts'
import { insertRows } from '../../../entities/insert-rows.ts'
import { countItems, settleFigures } from '../../../jobs/count-items.ts'
import {
  listPointIncidents,
  recordPointIncident,
  recordPointIncidentSchema,
  revokePointIncident,
} from '../../../use-cases/points/point-incidents.ts'
import { explainPoints } from '../../../use-cases/points/explain-points.ts'
import { exportStatistics, reportStatistics } from '../../../use-cases/statistics/report-statistics.ts'
import { readStatistics } from '../../../use-cases/statistics/read-statistics.ts'
import { openBulletinScene, type BulletinScene } from '../../support/bulletin-scene.ts'

const figure = (scene: BulletinScene, dimension: string, subject: string, month: string, counts: Partial<Figure>): Figure => ({
  id: scene.stage.newId(),
  dimension,
  subject,
  month,
  reported: 0,
  problems: 0,
  adopted: 0,
  adoptions: 0,
  instructed: 0,
  points: 0,
  ...counts,
})
const lay = (scene: BulletinScene, rows: Figure[]) => scene.wen.does((ctx) => insertRows(ctx.tx, Figure, rows))

describe('published figures come out as they were printed', () => {
  test('4,650 items with 907 adopted are 19.5 %, 348 with 167 are 48.0 %', async () => {
    const scene = await openBulletinScene()
    await lay(scene, [
      figure(scene, 'office', 'all', '2025-06', { reported: 4_650, adopted: 907 }),
      figure(scene, 'unit', scene.unitId('XF'), '2026-10', { reported: 348, adopted: 167 }),
    ])
    const year = await scene.wen.does((ctx) => readStatistics(ctx, { by: 'year', from: '2025-01', to: '2025-12' }))
    expect(year.rows).toMatchObject([{ subject: '2025', period: { reported: 4_650, adopted: 907 }, adoptionRate: 19.5 }])
    const unit = await scene.wen.does((ctx) => reportStatistics(ctx, { by: 'unit', from: '2026-10', to: '2026-10' }))
    expect(unit.rows).toMatchObject([{ name: '消防救援支队', adoptionRate: 48, reportedShare: 100, quotaPercent: null }])
    expect(unit.total.adoptionRate).toBe(48)
  })

  test('191 points of a task of 159 are 120 %, and nothing is capped', async () => {
    const rules = [{ validFrom: '2026-01-01', name: '办法', quotas: [{ id: '年度', per: 'year', count: 'points', minFor: { XF: 159 } }] }]
    const scene = await openBulletinScene({ plan: { pointsRules: rules } as never, startsAt: '2026-11-23T09:00' })
    await lay(scene, [figure(scene, 'unit', scene.unitId('XF'), '2026-06', { points: 19_100, adopted: 80 })])
    const report = await scene.wen.does((ctx) => reportStatistics(ctx, { by: 'unit', from: '2026-01', to: '2026-12' }))
    expect(Math.round(report.rows[0]!.quotaPercent!)).toBe(120)
  })
})

describe('a statistic', () => {
  test('has shares of a column that add up to 100.0, and 报喜 and 报忧 that do', async () => {
    const scene = await openBulletinScene()
    await lay(
      scene,
      ['XF', 'CG', 'YJ', 'ZJ', 'GA', 'HB', 'DC'].map((code) =>
        figure(scene, 'unit', scene.unitId(code), '2026-11', { reported: 3, adopted: 1, problems: 1 }),
      ),
    )
    const { rows } = await scene.wen.does((ctx) => reportStatistics(ctx, { by: 'unit' }))
    const sum = (values: (number | null)[]): string => values.reduce<number>((all, value) => all + (value ?? 0), 0).toFixed(1)
    expect([sum(rows.map((row) => row.reportedShare)), sum(rows.map((row) => row.adoptedShare))]).toEqual(['100.0', '100.0'])
    for (const row of rows) expect([sum([row.positiveShare, row.problemShare]), row.problemShare]).toEqual(['100.0', 33.3])
  })

  test('tells officers how far they are, by month of settings', async () => {
    const scene = await openBulletinScene()
    await lay(scene, [
      figure(scene, 'officer', scene.sun.id, '2026-10', { reported: 6 }),
      figure(scene, 'officer', scene.sun.id, '2026-11', { reported: 2 }),
    ])
    const percentOf = async (from: string, to: string) =>
      (await scene.sun.does((ctx) => reportStatistics(ctx, { by: 'officer', from, to }))).rows.map(({ name, quotaPercent }) => [
        name,
        quotaPercent,
      ])
    expect(await percentOf('2026-10', '2026-10')).toEqual([['孙磊', 120]])
    expect(await percentOf('2026-10', '2026-11')).toEqual([['孙磊', 80]])
  })

  test('as a spreadsheet has the same figures, who had it made, and a line in the audit log', async () => {
    const scene = await openBulletinScene()
    await scene.reports('孙磊', '消防支队检查甲')
    await scene.reports('刘洋', '城管局整治乙')
    await scene.zhao.says('#同意 128')
    await scene.adopts(128, 'province', '每日要情', '2026-11-23')
    await settleFigures(scene.stage)
    const { data, fileName } = await scene.wen.does((ctx) => exportStatistics(ctx, { by: 'unit', from: '2026-11', to: '2026-11' }))
    expect(fileName).toBe('2026-11信息报送采用情况(按单位).xlsx')
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await makePaper('list', data)) as never)
    const cells = (workbook.worksheets[0]!.getSheetValues() as unknown[][]).filter(Array.isArray)
    const ledger = await scene.wen.does((ctx) => ctx.tx.find(PointEntry))
    const points = ledger.reduce((sum, entry) => sum + entry.points, 0) / 100
    const total = cells.find((row) => row.includes('合计'))!
    expect(points).toBe(12)
    expect(total).toContain(points)
    expect(cells.flat().join()).toContain('导出：文清')
    expect(await scene.wen.does((ctx) => ctx.tx.countBy(AuditRecord, { action: 'export.statistics' }))).toBe(1)
  })
})

describe('incidents by hand', () => {
  const record = (scene: BulletinScene, input: object) =>
    scene.wen.does((ctx) =>
      recordPointIncident(ctx, recordPointIncidentSchema.parse({ unitId: scene.unitId('XF'), reason: '核实', ...input })),
    )

  test('cost points by the rules of their day, and no longer once they are taken back', async () => {
    const scene = await openBulletinScene()
    await scene.reports('孙磊', '消防支队检查甲')
    const total = async () => {
      await countItems.run(scene.stage)
      return (await scene.wen.does((ctx) => explainPoints(ctx, { unitId: scene.unitId('XF') }))).total / 100
    }
    expect(await total()).toBe(1)
    const late = await record(scene, { kind: 'late', number: 128 })
    expect(late).toMatchObject({ name: '迟报', number: 128, recordedBy: { name: '文清' } })
    await record(scene, { kind: 'manual', points: 250 })
    expect(await total()).toBe(2.5)
    await scene.wen.does((ctx) => revokePointIncident(ctx, late.id, { reason: '登记有误' }))
    expect(await total()).toBe(3.5)
    await expect(scene.wen.does((ctx) => revokePointIncident(ctx, late.id, { reason: '再撤' }))).rejects.toThrow('没有这条登记')
    const listed = await scene.wen.does((ctx) => listPointIncidents(ctx, {}))
    expect(listed.items.map(({ kind, revoked }) => [kind, revoked])).toEqual([
      ['manual', false],
      ['late', true],
    ])
  })

  test('are refused out of range, without a rule, in the future, twice, by others', async () => {
    const scene = await openBulletinScene()
    await expect(record(scene, { kind: 'manual', points: 301 })).rejects.toThrow('请录入-3至3之间的分值')
    await expect(record(scene, { kind: 'manual' })).rejects.toThrow('请录入-3至3之间的分值')
    await expect(record(scene, { kind: 'late', points: 100 })).rejects.toThrow('不用录入')
    await expect(record(scene, { kind: 'returned' })).rejects.toThrow('没有“退稿”这一条')
    await expect(record(scene, { kind: 'late', day: '2026-11-24' })).rejects.toThrow('日期还没到')
    await expect(record(scene, { kind: 'late', memberId: scene.wu.id })).rejects.toThrow('不是该单位的人')
    const both = await Promise.allSettled([record(scene, { kind: 'late' }), record(scene, { kind: 'late' })])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(
      scene.zhao.does((ctx) =>
        recordPointIncident(ctx, recordPointIncidentSchema.parse({ unitId: scene.unitId('XF'), kind: 'late', reason: '试' })),
      ),
    ).rejects.toThrow('只有信息科、办公室主任')
    expect(await scene.wen.does((ctx) => ctx.tx.countBy(PointIncident, {}))).toBe(1)
    for (const [bad, words] of [
      [{ kind: '迟到' }, '情形写代码'],
      [{ kind: 'late', day: '2026-02-30' }, '没有这一天'],
      [{ kind: 'late', reason: ' ' }, '请写明原因'],
    ] as const)
      expect(() => recordPointIncidentSchema.parse({ unitId: scene.unitId('XF'), reason: '核实', ...bad })).toThrow(words)
  })
})
