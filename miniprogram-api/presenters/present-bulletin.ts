import { z } from 'zod'
import { bulletinLengths } from '../../rules/bulletin-period.ts'
import type { ShownFigures, ShownRow } from '../../use-cases/bulletins/effective-rows.ts'
import type { BulletinLine } from '../../use-cases/bulletins/list-bulletins.ts'
import type { BulletinView } from '../../use-cases/bulletins/read-bulletin.ts'
import { instant, namedOrNull, namedSchema } from './common.ts'
import { stateSchema } from './present-matter.ts'

const points = z.int().nullable().describe('积分,以百分之一分计;本办公室不计分时为空')
const share = z.number().describe('百分数,整列合计 100.0')

export const bulletinLineSchema = z
  .strictObject({
    number: z.int().describe('事项编号'),
    title: z.string(),
    state: stateSchema,
    length: z.enum(bulletinLengths),
    period: z.string().describe('2026-11、2026-Q4、2026'),
    countedAt: instant.nullable().describe('为空即正在统计'),
    issuedOn: z.string().nullable(),
  })
  .meta({ id: 'BulletinLine' })

export const presentBulletinLine = (line: BulletinLine): z.input<typeof bulletinLineSchema> => line

const figuresSchema = z
  .strictObject({
    reported: z.int(),
    adopted: z.int(),
    adoptionRate: z.number().nullable().describe('采用率,百分数;没有报送时为空'),
    instructed: z.int().nullable().describe('批示;批示计分没有开启时为空'),
    points,
  })
  .meta({ id: 'BulletinFigures' })

const fieldSchema = z.string().describe('excluded、reported、adopted、instructed、points、year_…、excellent')

const classSchema = z.strictObject({
  name: z.string(),
  rows: z.array(
    z.strictObject({
      unit: namedSchema,
      place: z.int().nullable().describe('名次;排名没有开启时为空;单位只看到自己的'),
      period: figuresSchema,
      toDate: figuresSchema.describe('本年累计'),
      changes: z.array(
        z.strictObject({ field: fieldSchema, counted: z.int().describe('统计数'), value: z.int().describe('改为'), reason: z.string() }),
      ),
    }),
  ),
  total: z.strictObject({ period: figuresSchema, toDate: figuresSchema }),
  top: z.array(z.string()).describe('先进单位;没有开启时为空'),
  bottom: z.array(z.string()).describe('后进单位;没有开启时为空,单位看不到'),
})

const proposed = { className: z.string(), points: z.int(), adopted: z.int(), struck: z.string().nullable().describe('划去的原因') }

export const bulletinSchema = z
  .strictObject({
    number: z.int(),
    title: z.string(),
    state: stateSchema,
    version: z.int().describe('每改一次加一;印发时可写上看到的版本'),
    length: z.enum(bulletinLengths),
    period: z.string(),
    from: z.string(),
    to: z.string(),
    byClock: z.boolean().describe('自动起草'),
    shows: z.strictObject({
      ranking: z.boolean(),
      instructions: z.boolean(),
      points: z.boolean(),
      top: z.int(),
      bottom: z.int(),
    }),
    situation: z.string().describe('基本情况;{报送} 等在文件中换成数字'),
    problems: z.string(),
    demands: z.string(),
    addressees: z.string().describe('主送'),
    figures: z.record(z.string(), z.union([z.string(), z.number()])).describe('正文可以引用的数字'),
    classes: z.array(classSchema),
    excluded: z.array(z.strictObject({ unit: namedSchema, reason: z.string() })).describe('不列入统计的单位'),
    zeroReport: z.array(z.strictObject({ unit: namedSchema, className: z.string() })).describe('零报送单位'),
    categories: z.array(
      z.strictObject({ name: z.string(), reported: z.int(), reportedShare: share, adopted: z.int(), adoptedShare: share }),
    ),
    adoptedItems: z.int().describe('采用一览表的条数'),
    quotas: z.array(
      z.strictObject({
        unit: namedSchema,
        label: z.string(),
        measure: z.enum(['item', 'point']),
        required: z.number(),
        done: z.number(),
        percent: z.number().nullable().describe('不封顶'),
      }),
    ),
    excellentUnits: z.array(z.strictObject({ unit: namedSchema, ...proposed })).describe('优秀单位推荐名单,由人决定'),
    excellentOfficers: z.array(z.strictObject({ member: namedSchema, unit: z.string(), reported: z.int(), ...proposed })),
    changes: z.array(
      z.strictObject({ subject: namedSchema, field: fieldSchema, value: z.int(), reason: z.string(), by: namedSchema, at: instant }),
    ),
    isCounting: z.boolean().describe('正在统计'),
    countedAt: instant.nullable(),
    isOutdated: z.boolean().describe('统计后规则或开关改过,须重新统计才能印发'),
    issuedOn: z.string().nullable(),
    issuedBy: namedOrNull,
  })
  .meta({ id: 'Bulletin' })

/** What the office has not switched on is not in the answer either. */
const presentFigures = (figures: ShownFigures, { shows }: BulletinView): z.input<typeof figuresSchema> => ({
  reported: figures.reported,
  adopted: figures.adopted,
  adoptionRate: figures.adoptionRate,
  instructed: shows.instructions ? figures.instructed : null,
  points: shows.points ? figures.points : null,
})

const isShown = ({ shows }: BulletinView, field: string): boolean =>
  (shows.instructions || !field.endsWith('instructed')) && (shows.points || !field.endsWith('points'))

const presentRow = (row: ShownRow, view: BulletinView): z.input<typeof classSchema>['rows'][number] => ({
  unit: { id: row.unitId, name: row.unit },
  place: row.place,
  period: presentFigures(row.period, view),
  toDate: presentFigures(row.toDate, view),
  changes: row.changes.filter(({ field }) => isShown(view, field)),
})

export const presentBulletin = (view: BulletinView): z.input<typeof bulletinSchema> => {
  const { period, classes, excluded, zeroReport, changes, shows, forUnits: _forUnits, ownUnitIds: _own, ...rest } = view
  const { ranking, instructions, points: withPoints, top, bottom } = shows
  return {
    ...rest,
    shows: { ranking, instructions, points: withPoints, top, bottom },
    length: period.length,
    period: period.key,
    from: period.from,
    to: period.to,
    classes: classes.map(({ name, rows, total, ...named }) => ({
      name,
      rows: rows.map((row) => presentRow(row, view)),
      total: { period: presentFigures(total.period, view), toDate: presentFigures(total.toDate, view) },
      top: named.top,
      bottom: named.bottom,
    })),
    excluded: excluded.map(({ unitId, unit, reason }) => ({ unit: { id: unitId, name: unit }, reason })),
    zeroReport: zeroReport.map(({ unitId, unit, className }) => ({ unit: { id: unitId, name: unit }, className })),
    changes: changes.filter(({ field }) => isShown(view, field)),
  }
}
