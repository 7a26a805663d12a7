import type { Day } from '../../rules/instant.ts'
import type { ExportStamp } from '../page/export-stamp.ts'

/** One item of an issue, as it goes to print. */
export interface IssueItem {
  title: string
  /** Plain text, a paragraph per line; 一、 （一） 1. are recognised as headings. */
  body: string
  /** Who sent it in; several for a joint report. Empty: nothing is printed. */
  units: readonly string[]
}

/** What an issue gets by being signed. */
export interface IssueSigning {
  /** 增刊 has a series of its own. */
  series: 'regular' | 'supplement'
  /** By year and series, from 1. */
  number: number
  /** 总第N期; null where the publication does not count so. */
  total: number | null
  /** The day the leader signed is the date of the issue. */
  on: Day
}

export interface IssueFoot {
  /** 报, 送, 发: a line each; an empty one is left out. */
  reportTo: readonly string[]
  sendTo: readonly string[]
  distributeTo: readonly string[]
  /** 共印N份; null is left out. */
  copies: number | null
  /** Names; null leaves room to write one. */
  signer: string | null
  checker: string | null
  editor: string | null
}

/** An issue of a publication: 《政务信息》, 《专报》 and their kin. */
export interface IssueDocument {
  publication: string
  /** 编发单位. */
  compiler: string
  /** null: a draft, which says 送审稿 where an issue has its number. */
  signed: IssueSigning | null
  /** 编者按; null: none. */
  editorNote: string | null
  items: readonly IssueItem[]
  foot: IssueFoot
  exported: ExportStamp
}
