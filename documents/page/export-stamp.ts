import type { Instant } from '../../rules/instant.ts'
import { chineseTime } from './chinese-date.ts'
import { cleanLine } from './clean-text.ts'

/** Who had the file made and when; every export carries it (docs/rules.md, Papers and exports). */
export interface ExportStamp {
  /** The person's name as shown to others. */
  by: string
  /** Office clock. */
  at: Instant
  /** The office's IANA zone, in which the file tells times. */
  zone: string
}

/** 导出：张三 2026年4月3日 09:05. */
export const stampText = ({ by, at, zone }: ExportStamp): string => `导出：${cleanLine(by)} ${chineseTime(at, zone)}`
