import { describe, expect, test } from 'vitest'
import { Bulletin, JobRun } from '../../../entities/index.ts'
import { runDueJobs } from '../../../jobs/run-due-jobs.ts'
import { listJobs } from '../../../jobs/index.ts'
import { drawBulletins } from '../../../jobs/draw-bulletins.ts'
import { openBulletinScene, rowsOf, type BulletinScene } from '../../support/bulletin-scene.ts'

const novemberReports = async (scene: BulletinScene, day = '2026-11-23') => {
  await scene.reports('孙磊', '消防支队检查甲')
  await scene.reports('孙磊', '消防支队培训乙')
  await scene.reports('刘洋', '城管局整治丙')
  await scene.zhao.says('#同意 128 129')
  await scene.adopts(128, 'city', '政务信息', day)
  await scene.adopts(129, 'city', '政务信息', day)
}
const countBulletins = (scene: BulletinScene) => scene.wen.does((ctx) => ctx.tx.countBy(Bulletin, {}))

describe('the clock draws up a draft', () => {
  test('on the third working day of the next month, from the ledger, with a todo for the editors', async () => {
    const scene = await openBulletinScene()
    await novemberReports(scene)
    await scene.clock.reaches('2026-12-03T08:00')
    expect(await scene.bulletinOf('2026-11')).toBeNull()
    await scene.clock.reaches('2026-12-03T09:00')
    const number = (await scene.bulletinOf('2026-11'))!
    const view = await scene.view(number)
    expect(view.title).toBe('关于2026年11月政务信息报送及采用情况的通报')
    expect(rowsOf(view)).toEqual({
      消防救援支队: [2, 2, 8],
      城管局: [1, 0, 1],
      应急局: [0, 0, 0],
      住建局: [0, 0, 0],
      公安局: [0, 0, 0],
    })
    expect(view.classes.map(({ name, total }) => [name, total.period.reported, total.period.adoptionRate])).toEqual([
      ['一类', 3, 66.7],
      ['二类', 0, null],
    ])
    expect(view.zeroReport.map(({ unit }) => unit)).toEqual(['应急局', '住建局', '公安局'])
    const matter = await scene.matter(number)
    expect(matter.todos).toMatchObject([{ duty: 'handle', party: '文清', closedAt: null }])
    expect(matter.events.map(({ action, actor }) => [action, actor])).toEqual([
      ['create', null],
      ['count', null],
    ])
    expect(scene.wen.heard().join()).toContain(`〔${number}〕关于2026年11月政务信息报送及采用情况的通报已起草`)
    await scene.wen.whispers('#通报 2026年12月')
    await scene.clock.passes('1m')
    const december = await scene.view((await scene.bulletinOf('2026-12'))!)
    expect(rowsOf(december)['消防救援支队']).toEqual([0, 0, 0])
    expect(december.classes[0]!.rows[0]!.toDate).toMatchObject({ reported: 2, adopted: 2, points: 800, adoptionRate: 100 })
  })

  test('posts nothing into any group, then or later', async () => {
    const scene = await openBulletinScene()
    await novemberReports(scene)
    scene.group.heard()
    await scene.clock.reaches('2026-12-05T12:00')
    expect(await scene.bulletinOf('2026-11')).not.toBeNull()
    for (const name of ['安全生产工作群', '环保群', '闲聊']) {
      const said = scene.groupNamed(name).heard().join('\n')
      expect(said).not.toContain('通报')
      expect(said).not.toContain('应急局')
    }
  })

  test('once, in whatever number of processes, and a missed day is made up for', async () => {
    const scene = await openBulletinScene()
    await novemberReports(scene)
    // No process was there from the end of November to the tenth of December.
    const then = Date.parse('2026-12-10T15:00:00+08:00')
    const stage = { ...scene.stage, clocks: { office: () => then, machine: () => then } }
    const faults: unknown[] = []
    const run = () => runDueJobs(stage, listJobs('p'), then, (job, error) => void faults.push([job, error]))
    await Promise.all([run(), run()])
    await Promise.all([drawBulletins.run(stage, then), drawBulletins.run(stage, then)])
    expect(faults).toEqual([])
    expect(await countBulletins(scene)).toBe(1)
    const runs = await scene.wen.does((ctx) => ctx.tx.findBy(JobRun, { job: 'draw-bulletins' }))
    expect(new Set(runs.map(({ scheduledFor }) => scheduledFor)).size).toBe(runs.length)
    expect(rowsOf(await scene.view((await scene.bulletinOf('2026-11'))!))['消防救援支队']).toEqual([2, 2, 8])
  })

  test('not of a month before there was anything to report, not where it is switched off, not again after it was cancelled', async () => {
    const quiet = await openBulletinScene()
    await quiet.clock.reaches('2026-12-05T12:00')
    expect(await countBulletins(quiet)).toBe(0)

    const off = await openBulletinScene({
      plan: { office: { name: '办公室', settings: { firstNumber: 128, bulletins: { monthly: false } } } } as never,
    })
    await novemberReports(off)
    await off.clock.reaches('2026-12-05T12:00')
    expect(await countBulletins(off)).toBe(0)

    const scene = await openBulletinScene()
    await novemberReports(scene)
    await scene.clock.reaches('2026-12-03T09:00')
    await scene.wen.whispers(`#撤销 ${await scene.bulletinOf('2026-11')} 本月不通报`)
    await scene.clock.reaches('2026-12-07T09:00')
    expect(await scene.bulletinOf('2026-11')).toBeNull()
    expect(await countBulletins(scene)).toBe(1)
  })

  test('of the quarter and of the year as well, each once', async () => {
    const scene = await openBulletinScene({ startsAt: '2026-12-30T09:00' })
    await novemberReports(scene, '2026-12-30')
    await scene.clock.reaches('2027-01-08T12:00')
    const rows = await scene.wen.does((ctx) => ctx.tx.find(Bulletin, { order: { period: 'ASC' } }))
    expect(rows.map(({ period, byClock }) => [period, byClock])).toEqual([
      ['2026', true],
      ['2026-12', true],
      ['2026-Q4', true],
    ])
    const year = await scene.view((await scene.bulletinOf('2026'))!)
    expect(rowsOf(year)['消防救援支队']).toEqual([2, 2, 8])
    expect(year.quotas.map(({ unit, required, done, percent }) => [unit.name, required / 100, done / 100, percent])).toEqual([
      ['消防救援支队', 4, 8, 200],
      ['城管局', 20, 1, 5],
    ])
  })
})

describe('on request', () => {
  test('an editor has one drawn up in the chat; the group reads a number and a title', async () => {
    const scene = await openBulletinScene()
    await novemberReports(scene)
    scene.group.heard()
    await scene.wen.says('#通报 2026年11月')
    const said = scene.group.heard().join('\n')
    expect(said).toContain('〔131〕关于2026年11月政务信息报送及采用情况的通报开始起草')
    expect(said).toContain('时段还没结束')
    await scene.clock.passes('1m')
    expect(scene.wen.heard().join('\n')).toContain('〔131〕统计完成:5个单位,报送3条,采用2条')
    await scene.wen.says('#看通报 131')
    expect(scene.wen.heard().join('\n')).toContain('一类 3个单位 报送3 采用2 采用率66.7%')
    expect(scene.group.heard().join('\n')).not.toContain('应急局')
  })

  test('nobody else has, there is one of each period, and only of what has begun', async () => {
    const scene = await openBulletinScene()
    await scene.wu.says('#通报 2026年11月')
    expect(scene.group.heard().join()).toContain('只有信息科、办公室主任可以办理')
    await scene.wen.says('#通报 2027年')
    expect(scene.group.heard().join()).toContain('还没有开始')
    await scene.wen.says('#通报 下周')
    expect(scene.group.heard().join()).toContain('时段写成')
    await scene.wen.says('#通报 11月')
    await scene.wen.says('#通报 2026-11')
    expect(scene.group.heard().join()).toContain('2026年11月的通报已经有了:〔128〕')
    await scene.zhou.whispers('#撤销 128 重新来')
    await scene.wen.says('#通报 2026年11月')
    expect(await scene.bulletinOf('2026-11')).toBe(129)
  })
})
