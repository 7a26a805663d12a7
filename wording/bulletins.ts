import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { Instant } from '../rules/instant.ts'
import { formatPoints } from '../rules/points/index.ts'
import { formatDay } from './instants.ts'

/** 关于2026年11月政务信息报送及采用情况的通报: named by what was used, never by who is first. */
export const bulletinTitle = (period: string, subject: string): string => `关于${period}${subject}报送及采用情况的通报`

/** The matter's own words: whoever finds it by searching reads no unit's name there. */
export const freshBody = (period: string): string => `${period}报送及采用情况,信息科编辑后印发`

/** 政务信息第49期, 政务信息增刊第3期, 每日要情. */
export const printedIn = (publication: string, serial: number | null, supplement: boolean): string =>
  serial === null ? publication : `${publication}${supplement ? '增刊' : ''}第${serial}期`

export const officerClassNames = { full_time: '专职信息员', part_time: '兼职信息员' } as const

/** Why a bulletin cannot be drawn up, changed or issued. */
export const bulletinFaults = {
  known: (period: string, number: number | null): string =>
    `${period}的通报已经有了${number === null ? '' : `:〔${number}〕`},要重新起草请先撤销它`,
  nobody: '没有在岗的信息科人员或办公室主任,不能起草通报',
  noPeriod: '时段写成 2026年11月、2026年第四季度 或 2026年',
  ahead: (period: string): string => `${period}还没有开始`,
  uncounted: (number: number): string => `〔${number}〕正在统计,请稍后再办`,
  outdated: (number: number): string => `〔${number}〕统计之后积分规则或排名、批示计分的开关改过,请先重新统计`,
  unknownUnit: (number: number, name: string): string => `〔${number}〕没有“${name}”这个单位`,
  unknownSubject: (number: number): string => `〔${number}〕没有这个单位或人员`,
  notProposed: (number: number): string => `〔${number}〕没有推荐优秀单位和优秀信息员;排名须先由办公室主任开启`,
  hidden: '批示计分没有开启,通报不列批示',
  same: '与现在的内容一样,没有修改',
  noChange: (number: number): string => `〔${number}〕的这一项没有人工调整`,
  noFigure: (names: readonly string[]): string => `正文里的 ${names.map((name) => `{${name}}`).join('、')} 没有对应的数据`,
} as const

/** What is changed, as people call it. */
const fieldNames = {
  excluded: '不列入统计',
  reported: '报送',
  adopted: '采用',
  instructed: '批示',
  points: '积分',
  year_reported: '累计报送',
  year_adopted: '累计采用',
  year_instructed: '累计批示',
  year_points: '累计积分',
  excellent: '推荐',
} as const

export type FieldName = keyof typeof fieldNames

export const textNames = { title: '标题', situation: '基本情况', problems: '存在问题', demands: '工作要求', addressees: '主送' } as const
export type TextName = keyof typeof textNames

const isPoints = (field: FieldName): boolean => field === 'points' || field === 'year_points'
const figure = (field: FieldName, value: number): string => (isPoints(field) ? formatPoints(value) : String(value))

/** 采用 3→5, 不列入统计, 不推荐. */
export const describeFigure = (field: FieldName, from: number, to: number): string => {
  if (field === 'excluded') return fieldNames.excluded
  if (field === 'excellent') return to === 0 ? '不推荐' : '推荐'
  return `${fieldNames[field]} ${figure(field, from)}→${figure(field, to)}`
}

/** A line of the timeline: 城管局 采用 3→5 原因:补登省专报. */
export const describeChange = (name: string, what: string, reason: string): string => `${name} ${what} 原因:${reason}`
export const describeRestored = (name: string, field: FieldName, reason: string): string =>
  `${name} ${fieldNames[field]}恢复为统计数 原因:${reason}`
export const describeEdited = (texts: readonly TextName[], reason: string): string =>
  `修改${texts.map((name) => textNames[name]).join('、')} 原因:${reason}`

interface Counted {
  number: number
  units: number
  reported: number
  adopted: number
}

/** Totals only: no unit is named. */
export const describeCounted = ({ number, units, reported, adopted }: Counted): string =>
  `〔${number}〕统计完成:${units}个单位,报送${reported}条,采用${adopted}条`
export const describeDrawnUp = (number: number, title: string, counted: string): string =>
  `〔${number}〕${title}已起草,请审核修改后印发\n      ${counted}\n      看草稿 #看通报 ${number} 印发 #印发 ${number}(机器人不会自动发到群里)`
export const describeRequested = (number: number, title: string, isOver: boolean): string =>
  `〔${number}〕${title}开始起草,统计好私信告诉您${isOver ? '' : '(时段还没结束,印发前请重新统计)'}`
export const describeRecounting = (number: number): string => `〔${number}〕正在重新统计,人工调整保留,统计好私信告诉您`
/** In whatever chat it is said: no unit, no figure. */
export const describeIssuedBulletin = (number: number, title: string): string => `〔${number}〕${title}已印发,文件请到小程序下载`
/** Said privately: the line that stands in the timeline. */
export const describeBulletinChanged = (number: number, what: string): string => `〔${number}〕已修改:${what}`

/** The words a draft begins with, figures by name. An empty text is left out of the paper. */
export const readyTexts = (
  hasReports: boolean,
  isYear: boolean,
  hasZero: boolean,
): Record<'situation' | 'problems' | 'demands', string> => ({
  situation: hasReports
    ? `{时段}，列入统计的{单位数}个单位中，{报送单位数}个单位报送信息{报送}条，采用{采用}条，采用率{采用率}。${
        isYear ? '' : '今年以来累计报送{累计报送}条，采用{累计采用}条，采用率{累计采用率}。'
      }`
    : '{时段}，列入统计的{单位数}个单位没有报送信息。',
  problems: hasZero ? '{零报送单位数}个单位没有报送信息，名单见附件。' : '',
  demands: '各单位要围绕中心工作，及时、准确、全面报送信息，喜忧兼报，不断提高信息质量。',
})

export interface SummaryClass {
  name: string
  units: number
  reported: number
  adopted: number
  adoptionRate: number | null
}

const rate = (percent: number | null): string => (percent === null ? '—' : `${percent.toFixed(1)}%`)

/** A draft in a private chat: totals by class, never a table of units. */
export const describeBulletin = (bulletin: {
  number: number
  title: string
  stage: string
  classes: readonly SummaryClass[]
  zeroReport: number
  adoptedItems: number
  changes: readonly string[]
  /** Rows of the reader's own units, where units read it. */
  own: readonly { unit: string; place: number | null; period: { reported: number; adopted: number; adoptionRate: number | null } }[]
}): string =>
  [
    `〔${bulletin.number}〕${bulletin.title}(${bulletin.stage})`,
    ...bulletin.classes.map(
      ({ name, units, reported, adopted, adoptionRate }) =>
        `· ${name} ${units}个单位 报送${reported} 采用${adopted} 采用率${rate(adoptionRate)}`,
    ),
    ...bulletin.own.map(
      ({ unit, place, period }) =>
        `其中 ${unit} 报送${period.reported} 采用${period.adopted} 采用率${rate(period.adoptionRate)}${place === null ? '' : ` 第${place}名`}`,
    ),
    `零报送 ${bulletin.zeroReport}个单位 采用信息 ${bulletin.adoptedItems}条次`,
    ...(bulletin.changes.length === 0 ? [] : ['人工调整:', ...bulletin.changes.map((change) => `· ${change}`)]),
    `全文和各单位数据请到小程序查看、下载`,
  ].join('\n')

interface ShortQuota {
  label: string
  unit: 'item' | 'point'
  required: number
  done: number
  missing: number
  to: string
}

const amount = (value: number, unit: 'item' | 'point'): string => (unit === 'point' ? `${formatPoints(value)}分` : `${value}条`)

/** To an officer alone: what is still missing of one's own task. */
export const describeQuotaReminder = (calendar: OfficeCalendar, now: Instant, quotas: readonly ShortQuota[]): string =>
  [
    '信息报送任务提醒(只发给您本人):',
    ...quotas.map(
      ({ label, unit, required, done, missing, to }) =>
        `· ${label} 任务${amount(required, unit)},已完成${amount(done, unit)},还差${amount(missing, unit)},截至${formatDay(calendar, to, now)}`,
    ),
    '报送信息请发:#信息 标题,换行写正文',
  ].join('\n')

/** Why an incident cannot be recorded or taken back. */
export const incidentFaults = {
  known: '这件事已登记过',
  future: '日期还没到',
  unknownUnit: '没有这个单位',
  unknownMember: '没有这个人,或不是该单位的人',
  unknown: '没有这条登记,或已撤销',
} as const
