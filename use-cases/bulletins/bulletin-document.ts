import type {
  AdoptedItem,
  Bulletin,
  BulletinAnnex,
  BulletinFigures,
  BulletinPeriod,
  BulletinRow,
} from '../../documents/bulletin/bulletin.ts'
import { BulletinItem } from '../../entities/index.ts'
import { formatPoints, labelOf, recommendedLevels } from '../../rules/points/index.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { describeNote, type ShownFigures, type ShownRow } from './effective-rows.ts'
import { getReadableBulletin } from './find-bulletin.ts'
import { viewBulletin, type BulletinView } from './read-bulletin.ts'

const documentPeriod = ({ length, to }: BulletinView['period']): BulletinPeriod => {
  const [year, month] = [Number(to.slice(0, 4)), Number(to.slice(5, 7))]
  if (length === 'month') return { kind: 'month', year, month }
  return length === 'quarter' ? { kind: 'quarter', year, quarter: month / 3 } : { kind: 'year', year }
}

const figuresOf = (figures: ShownFigures, { shows }: BulletinView): BulletinFigures => ({
  reported: figures.reported,
  adopted: figures.adopted,
  adoptionRate: figures.adoptionRate === null ? null : Math.round(figures.adoptionRate * 10),
  instructed: figures.instructed,
  points: shows.points ? figures.points : null,
})

const rowOf = (row: ShownRow, view: BulletinView): BulletinRow => ({
  unit: row.unit,
  place: row.place,
  period: figuresOf(row.period, view),
  toDate: figuresOf(row.toDate, view),
  note: describeNote(row),
})

const percent = (value: number | null): string => (value === null ? '—' : `${value.toFixed(1)}%`)

const compositionAnnex = ({ categories }: BulletinView): BulletinAnnex => ({
  title: '信息类别构成',
  columns: ['类别', '报送', '占比', '采用', '占比'].map((title, at) => ({ title, width: at === 0 ? 24 : 12 })),
  rows: categories.map(({ name, reported, reportedShare, adopted, adoptedShare }) => [
    name,
    String(reported),
    percent(reportedShare),
    String(adopted),
    percent(adoptedShare),
  ]),
  empty: '没有报送和采用的信息',
})

const amount = (value: number, measure: 'item' | 'point'): string => (measure === 'point' ? formatPoints(value) : String(value))

const quotaAnnex = ({ quotas }: BulletinView): BulletinAnnex[] =>
  quotas.length === 0
    ? []
    : [
        {
          title: '信息工作任务完成情况',
          columns: ['单位', '任务', '任务数', '完成数', '完成率'].map((title, at) => ({ title, width: at < 2 ? 24 : 12 })),
          rows: quotas.map(({ unit, label, measure, required, done, percent: share }) => [
            unit.name,
            label,
            amount(required, measure),
            amount(done, measure),
            percent(share),
          ]),
          empty: '',
        },
      ]

const namesAnnex = (title: string, view: BulletinView, of: 'top' | 'bottom'): BulletinAnnex[] => {
  const rows = view.classes.flatMap((each) => each[of].map((unit) => [each.name, unit]))
  const columns = [
    { title: '类别', width: 24 },
    { title: '单位', width: 36 },
  ]
  return rows.length === 0 ? [] : [{ title, columns, rows, empty: '' }]
}

const proposalAnnexes = ({ excellentUnits, excellentOfficers }: BulletinView): BulletinAnnex[] => {
  const units = excellentUnits.filter(({ struck }) => struck === null)
  const officers = excellentOfficers.filter(({ struck }) => struck === null)
  const column = (title: string, width = 18): { title: string; width: number } => ({ title, width })
  return [
    ...(units.length === 0
      ? []
      : [
          {
            title: '优秀单位推荐名单',
            columns: [column('类别'), column('单位', 30), column('采用'), column('积分')],
            rows: units.map(({ className, unit, adopted, points }) => [className, unit.name, String(adopted), formatPoints(points)]),
            empty: '',
          },
        ]),
    ...(officers.length === 0
      ? []
      : [
          {
            title: '优秀信息员推荐名单',
            columns: [column('类别'), column('姓名'), column('单位', 30), column('采用'), column('积分')],
            rows: officers.map(({ className, member, unit, adopted, points }) => [
              className,
              member.name,
              unit,
              String(adopted),
              formatPoints(points),
            ]),
            empty: '',
          },
        ]),
  ]
}

/** For whoever signs the draft: which units were left out, and why. */
const excludedAnnex = ({ excluded, state }: BulletinView): BulletinAnnex[] =>
  excluded.length === 0 || state !== 'open'
    ? []
    : [
        {
          title: '不列入统计的单位(送审稿附)',
          columns: [
            { title: '单位', width: 30 },
            { title: '原因', width: 40 },
          ],
          rows: excluded.map(({ unit, reason }) => [unit, reason]),
          empty: '',
        },
      ]

/** 主送 is read at commas: 各县(市、区)人民政府 is one of them. */
const addresseesOf = (text: string): string[] =>
  text
    .split(/[,\uFF0C;\uFF1B]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const levelName = (level: string): string => labelOf(recommendedLevels, level)

const documentOf = (ctx: UseCaseContext, view: BulletinView, items: readonly BulletinItem[]): Bulletin => {
  const { calendar } = ctx.office
  return {
    title: view.title,
    draft: view.state !== 'closed',
    period: documentPeriod(view.period),
    subject: view.shows.subject,
    addressees: addresseesOf(view.addressees),
    situation: view.situation,
    problems: view.problems,
    demands: view.demands,
    figures: view.figures,
    issuer: view.shows.issuer,
    on: view.issuedOn ?? today(ctx),
    ranking: view.shows.ranking && view.shows.points && !view.forUnits,
    points: view.shows.points,
    instructions: view.shows.instructions,
    classes: view.classes.map(({ name, rows, total }) => ({
      name,
      rows: rows.map((row) => rowOf(row, view)),
      total: { period: figuresOf(total.period, view), toDate: figuresOf(total.toDate, view) },
    })),
    adopted: items.map(({ title, units, authors, publication, level, adoptedOn }): AdoptedItem => ({
      title,
      unit: units,
      authors: authors === '' ? [] : authors.split('、'),
      publication,
      level: levelName(level),
      on: adoptedOn,
    })),
    zeroReport: view.zeroReport.map(({ unit, className }) => ({ unit, className })),
    furtherAnnexes: [
      compositionAnnex(view),
      ...quotaAnnex(view),
      ...namesAnnex('先进单位', view, 'top'),
      ...namesAnnex('后进单位', view, 'bottom'),
      ...proposalAnnexes(view),
      ...excludedAnnex(view),
    ],
    exported: { by: actorOf(ctx).name, at: ctx.now, zone: calendar.zone },
  }
}

/** A bulletin as the paper sees it, 送审稿 until it is issued, without places for units; that it was asked for stands in the audit log. */
export const exportBulletin = async (
  ctx: UseCaseContext,
  number: number,
  form: 'docx' | 'xlsx',
): Promise<{ data: Bulletin; fileName: string }> => {
  const found = await getReadableBulletin(ctx, number)
  const view = await viewBulletin(ctx, found)
  const items = await ctx.tx.find(BulletinItem, { where: { matterId: found.matter.id }, order: { position: 'ASC' } })
  await appendAudit(ctx, { action: 'export.bulletin', subject: String(number), detail: { form, state: view.state } })
  const data = documentOf(ctx, view, items)
  return { data, fileName: `${view.title}${data.draft === true ? `(送审稿${number})` : ''}.${form}` }
}
