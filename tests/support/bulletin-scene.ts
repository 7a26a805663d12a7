import { Bulletin, Matter } from '../../entities/index.ts'
import { findBulletinPeriod } from '../../rules/bulletin-period.ts'
import { readBulletin } from '../../use-cases/bulletins/read-bulletin.ts'
import { recordAdoption } from '../../use-cases/adoptions/record-adoption.ts'
import { openScene, type SceneOptions } from './scene.ts'
import { scenePlan } from './scene-office.ts'

/** One point a report, three in our own paper, ten at the province, four for a mayor's words. */
export const bulletinRules = [
  {
    validFrom: '2026-01-01',
    name: '计分办法',
    instructionPoints: true,
    reporting: [{ points: 1 }],
    adoption: [
      { level: 'city', points: 3 },
      { level: 'province', points: 10 },
    ],
    instruction: [{ leader: 'city', points: 4 }],
    incidents: [
      { incident: 'late', points: -1 },
      { incident: 'false', points: -5 },
      { incident: 'manual', range: { min: -3, max: 3 } },
    ],
    quotas: [{ id: '年度任务', per: 'year', count: 'points', minFor: { XF: 4, CG: 20 } }],
  },
]

const classes: Record<string, string> = { XF: '一类', CG: '一类', YJ: '一类', ZJ: '二类', GA: '二类' }

/** The office of the scene with points and with classes of units; 环保局 has none and does not count. */
export const openBulletinScene = async (options: SceneOptions = {}) => {
  const plan = {
    ...scenePlan,
    units: scenePlan.units?.map((unit) => (classes[unit.code] ? { ...unit, class: classes[unit.code] } : unit)),
    pointsRules: bulletinRules,
    ...options.plan,
  } as NonNullable<SceneOptions['plan']>
  const scene = await openScene({ startsAt: '2026-11-23T09:00', ...options, plan })
  const wen = scene.actor('文清')
  const unitId = (code: string): string => scene.office.laid.units.find((unit) => unit.code === code)!.id
  return {
    ...scene,
    wen,
    unitId,
    reports: async (from: string, title: string) => {
      await scene.actor(from).says(`#信息 ${title}\n在江南街道检查12处。`)
    },
    adopts: (number: number, level: string, publication: string, day: string) =>
      wen.does((ctx) => recordAdoption(ctx, { number, event: 'adopt', level, publication, form: null, enteredScore: null, day })),
    /** The number of the bulletin of a period that is not cancelled. */
    bulletinOf: async (key: string): Promise<number | null> => {
      const period = findBulletinPeriod(key)!
      return wen.does(async (ctx) => {
        const row = await ctx.tx.findOneBy(Bulletin, { activeKey: period.key })
        return row ? (await ctx.tx.findOneByOrFail(Matter, { id: row.matterId })).number : null
      })
    },
    view: (number: number) => wen.does((ctx) => readBulletin(ctx, number)),
  }
}

export type BulletinScene = Awaited<ReturnType<typeof openBulletinScene>>

/** `单位: [报送, 采用, 积分]` of a bulletin's period. */
export const rowsOf = (view: Awaited<ReturnType<BulletinScene['view']>>) =>
  Object.fromEntries(
    view.classes.flatMap(({ rows }) =>
      rows.map(({ unit, period }) => [unit, [period.reported, period.adopted, period.points / 100]] as const),
    ),
  )
