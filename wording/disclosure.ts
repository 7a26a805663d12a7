import type { DisclosureFields } from '../rules/disclosure-text.ts'
import type { Day } from '../rules/instant.ts'

const pad = '      '
const labels: readonly [keyof DisclosureFields, string][] = [
  ['name', '名称'],
  ['indexNumber', '索引号'],
  ['summary', '内容概述'],
  ['mode', '公开方式(长期、定期、即时、逐段)'],
  ['unit', '责任单位'],
  ['datedOn', '日期(如 2026-11-20)'],
]

/** Which of the six fields are missing; empty when none is. */
export const missingFields = (fields: DisclosureFields): string[] =>
  labels.filter(([key]) => fields[key] === null).map(([, label]) => label)

export const describeMissingFields = (missing: readonly string[], example: string): string =>
  `公开事项尚缺:${missing.join('、')}。每项一行,例如:\n${example}`

export const describeProposed = (number: number, name: string, editors: readonly string[]): string =>
  `〔${number}〕公开事项已报审:${name}\n${pad}待 ${editors.join('、')} 审核(#同意 ${number} / #退稿 ${number} 原因)`

export const describePublished = (number: number, name: string, renewsOn: Day | null): string =>
  `〔${number}〕已公开:${name}${renewsOn === null ? '' : `,${renewsOn} 前更新`}`

export const describeItemSentBack = (number: number, reason: string): string =>
  `〔${number}〕公开事项退回修改:${reason}\n${pad}改后发 #公开 ${number} 各项内容`
export const describeRenewed = (number: number, renewsOn: Day | null): string =>
  `〔${number}〕已更新${renewsOn === null ? '' : `,下次更新 ${renewsOn} 前`}`
export const describeWithdrawnItem = (number: number): string => `〔${number}〕已从公开页面撤下`
