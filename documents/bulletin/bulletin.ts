import type { Day } from '../../rules/instant.ts'
import type { ExportStamp } from '../page/export-stamp.ts'

export type BulletinPeriod =
  | { kind: 'month'; year: number; month: number }
  | { kind: 'quarter'; year: number; quarter: number }
  | { kind: 'half'; year: number; half: 1 | 2 }
  | { kind: 'year'; year: number }

/** What a unit reported and had adopted in one span of time. */
export interface BulletinFigures {
  reported: number
  adopted: number
  /** 采用率 in tenths of a percent: 480 for 48.0 %; null where nothing was reported. */
  adoptionRate: number | null
  /** Items that a leader wrote on; printed only when the bulletin shows instructions. */
  instructed?: number
  /** Points in hundredths; null where the office gives none. */
  points: number | null
}

export interface BulletinRow {
  unit: string
  /** Ties share a place. Printed only when the bulletin ranks. */
  place: number | null
  /** The month, quarter, half-year or year of the bulletin. */
  period: BulletinFigures
  /** From the first of January to its end; not printed in a yearly bulletin. */
  toDate: BulletinFigures
  /** 备注, a manual change and its reason; null: nothing. */
  note: string | null
}

/** One class of unit (县区, 市直部门): a table of its own, rows in the order they are to be printed. */
export interface BulletinClass {
  name: string
  rows: readonly BulletinRow[]
  total: { period: BulletinFigures; toDate: BulletinFigures }
}

export interface AdoptedItem {
  title: string
  unit: string
  authors: readonly string[]
  /** 政务信息第49期. */
  publication: string
  /** 国家级, 省级, 市级, 县级 in the office's words. */
  level: string
  on: Day
}

export interface ZeroReportUnit {
  unit: string
  className: string
}

/** A further annex: 先进单位, 人工调整. */
export interface BulletinAnnex {
  title: string
  columns: readonly { title: string; width: number }[]
  rows: readonly (readonly string[])[]
  /** Said when there are no rows. */
  empty: string
}

/** 关于×年×月政务信息报送及采用情况的通报, monthly to yearly. */
export interface Bulletin {
  /** Absent: 关于×年×月政务信息报送及采用情况的通报. */
  title?: string
  /** A draft says so: 送审稿 over the title, and on its last page who had it made and when. */
  draft?: boolean
  period: BulletinPeriod
  /** 政务信息. */
  subject: string
  /** 主送: 各县区人民政府, 市直各部门. */
  addressees: readonly string[]
  /** Text, a paragraph per line. `{name}` stands for a figure of `figures`; an empty section is left out and the next one takes its number. */
  situation: string
  problems: string
  demands: string
  /** Figures for the text, so that a recount changes the text as well. */
  figures: Readonly<Record<string, string | number>>
  /** 署名. */
  issuer: string
  on: Day
  /** Whether places are printed; off unless the office has switched ranking on. */
  ranking: boolean
  /** Whether points are printed. */
  points: boolean
  /** Whether instructions (批示) are printed; absent: no. */
  instructions?: boolean
  classes: readonly BulletinClass[]
  adopted: readonly AdoptedItem[]
  zeroReport: readonly ZeroReportUnit[]
  furtherAnnexes: readonly BulletinAnnex[]
  exported: ExportStamp
}
