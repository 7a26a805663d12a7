import type { Instant } from '../rules/instant.ts'
import { formatInstant } from './instants.ts'
import { nameUnit } from './names.ts'
import { describeDue, describeQuestion, type RegisteredTask, type Wording } from './tasks.ts'

const indent = '      '

const limitLine = (w: Wording, call: { number: number; limit: RegisteredTask['limit'] }): string => {
  const { limit } = call
  if (limit.kind === 'question') return describeQuestion(w, call.number, limit)
  if (limit.kind === 'recurring') return `循环 ${limit.text},本期截止 ${formatInstant(w.calendar, limit.first.due, w.now)}`
  return describeDue(w, { ...limit, urgency: 'normal' })
}

/** The reply to #约稿. */
export const describeCall = (
  w: Wording,
  call: { number: number; title: string; unitIds: readonly string[]; limit: RegisteredTask['limit'] },
): string => {
  const names = call.unitIds.map((id) => nameUnit(w.directory, id))
  const listed = names.length > 12 ? `${names.slice(0, 12).join('、')} 等 ${names.length} 个单位` : names.join('、')
  return [
    `〔${call.number}〕约稿:${call.title}`,
    `${indent}单位 ${listed}`,
    `${indent}${limitLine(w, call)}`,
    `${indent}回复“${w.botMention}#认领 ${call.number}”,报送“${w.botMention}#报送 ${call.number} 标题⏎正文”`,
  ].join('\n')
}

export const describeTaken = (w: Wording, number: number, taken: { unitId: string; isNew: boolean }): string =>
  `〔${number}〕${nameUnit(w.directory, taken.unitId)}${taken.isNew ? '已认领' : '此前已认领'}`

/** The reply to #报送. */
export const describeDelivered = (
  w: Wording,
  delivered: {
    number: number
    title: string
    call: { number: number; state: string }
    unitId: string
    isLate: boolean
    waitingFor: number
  },
): string => {
  const { number, title, call, isLate, waitingFor } = delivered
  const rest = call.state === 'closed' ? '各单位已报齐' : `还有 ${waitingFor} 个单位未报`
  return `〔${call.number}〕已收到 ${nameUnit(w.directory, delivered.unitId)}〔${number}〕${title}${isLate ? '(迟报)' : ''},${rest}`
}

export const describeCallEnded = (number: number, missed: readonly string[]): string =>
  `〔${number}〕约稿已结束${missed.length > 0 ? `,${missed.length} 个单位未报` : ''}`

const stageNames = { called: '未认领', taken: '已认领', delivered: '已报', adopted: '已采用' } as const

/** 〔140〕 at a glance; unit by unit only to its organiser, in private. */
export const describeCallProgress = (
  w: Wording,
  call: {
    number: number
    title: string
    dueAt: Instant | null
    units: readonly { unit: { name: string }; stage: keyof typeof stageNames; overdue: boolean }[]
  },
  byName: boolean,
): string => {
  const count = (stage: keyof typeof stageNames): number => call.units.filter((unit) => unit.stage === stage).length
  const counts = (['adopted', 'delivered', 'taken', 'called'] as const).filter((stage) => count(stage) > 0)
  const lines = (['called', 'taken'] as const).flatMap((stage) => {
    const names = call.units.filter((unit) => unit.stage === stage).map(({ unit }) => unit.name)
    return names.length > 0 ? [`${indent}${stageNames[stage]}:${names.join('、')}`] : []
  })
  return [
    `〔${call.number}〕${call.title}`,
    `${indent}截止 ${call.dueAt === null ? '时限未定' : formatInstant(w.calendar, call.dueAt, w.now)} ${counts.map((stage) => `${stageNames[stage]} ${count(stage)}`).join(' ')}`,
    ...(byName ? lines : []),
  ].join('\n')
}
