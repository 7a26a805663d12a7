import type { Instant } from '../rules/instant.ts'
import { lifecycles, type MatterKind, type MatterState } from '../rules/lifecycles/index.ts'
import { dutyWords } from './duty-words.ts'
import { formatDuration, formatInstant, formatNewDue } from './instants.ts'
import { nameParty, shortParty } from './names.ts'
import type { Wording } from './tasks.ts'

interface MatterLine {
  number: number
  kind?: MatterKind
  title: string
  state: MatterState
  issuerId: string
  dueAt: Instant | null
  createdAt: Instant
}

const nameIssuer = (w: Wording, matter: MatterLine): string => w.directory.findMember(matter.issuerId)?.name ?? '交办人'
const onBehalf = (w: Wording, onBehalfOfId: string | null): string =>
  onBehalfOfId === null ? '' : `(代 ${w.directory.findMember(onBehalfOfId)?.name ?? ''})`
const describeNewDue = (w: Wording, matter: MatterLine): string =>
  matter.dueAt === null ? '时限未定' : `截止 ${formatNewDue(w.calendar, matter.dueAt, w.now)}`
const describeDueAt = (w: Wording, matter: MatterLine): string =>
  matter.dueAt === null ? '时限未定' : `截止 ${formatInstant(w.calendar, matter.dueAt, w.now)}`

export const describeAcknowledged = (acknowledged: readonly { number: number; isNew: boolean }[], name: string): string => {
  const numbers = acknowledged.map(({ number }) => `〔${number}〕`).join('')
  return acknowledged.some(({ isNew }) => isNew) ? `${numbers}${name} 已签收` : `${numbers}此前已签收`
}

/** 〔128〕已记录 李四 60% */
export const describeProgress = (
  w: Wording,
  progress: { matter: MatterLine; percent: number | null; onBehalfOfId: string | null },
  name: string,
): string =>
  `〔${progress.matter.number}〕已记录 ${name}${onBehalf(w, progress.onBehalfOfId)}${progress.percent === null ? '' : ` ${progress.percent}%`}`

/** 〔128〕已申请办结,待 张三 确认(#确认 128 / #退回 128 原因) */
export const describeFinished = (
  w: Wording,
  finished: { matter: MatterLine; outcome: 'part' | 'submitted' | 'closed'; waitingFor: readonly string[]; onBehalfOfId: string | null },
): string => {
  const { matter, outcome } = finished
  if (outcome === 'closed') return `〔${matter.number}〕已办结,用时 ${formatDuration(w.now - matter.createdAt)}`
  if (outcome === 'submitted' && matter.kind === 'instruction')
    return `〔${matter.number}〕已报办理情况,待督查科审核后呈 ${nameIssuer(w, matter)}(#确认 ${matter.number} / #退回 ${matter.number} 原因)`
  if (outcome === 'submitted')
    return `〔${matter.number}〕已申请办结,待 ${nameIssuer(w, matter)} 确认(#确认 ${matter.number} / #退回 ${matter.number} 原因)`
  const waiting = finished.waitingFor.map((party) => shortParty(w.directory, party)).join('、')
  return `〔${matter.number}〕您的部分已办结${waiting ? `,还在办:${waiting}` : ''}`
}

/** When the last one who owed was taken off, the issuer is asked at once. */
const askIfAllDone = (w: Wording, matter: MatterLine): string =>
  matter.state === 'submitted'
    ? `;其余各方均已办结,待 ${nameIssuer(w, matter)} 确认(#确认 ${matter.number} / #退回 ${matter.number} 原因)`
    : ''

/** A reason on one line: its line breaks must not look like words of the bot's own. */
const onOneLine = (reason: string): string => reason.replace(/\s+/gu, ' ')

export const describeAccepted = (w: Wording, accepted: { matter: MatterLine; declined: boolean; passed?: true }, words = ''): string =>
  accepted.declined
    ? `〔${accepted.matter.number}〕已同意退办${askIfAllDone(w, accepted.matter)}`
    : accepted.passed
      ? `〔${accepted.matter.number}〕办理情况审核通过,已呈 ${nameIssuer(w, accepted.matter)} 阅示`
      : accepted.matter.kind === 'instruction'
        ? `〔${accepted.matter.number}〕${nameIssuer(w, accepted.matter)} 已阅示同意${words === '' ? '' : `:${onOneLine(words)}`},办结用时 ${formatDuration(w.now - accepted.matter.createdAt)}`
        : `〔${accepted.matter.number}〕已办结,用时 ${formatDuration(w.now - accepted.matter.createdAt)}`

export const describeReturned = (w: Wording, returned: { matter: MatterLine; declined: boolean }, reason: string): string =>
  returned.declined
    ? `〔${returned.matter.number}〕未同意退办,请继续办理:${onOneLine(reason)}`
    : `〔${returned.matter.number}〕已退回,请继续办理:${onOneLine(reason)}\n      ${describeDueAt(w, returned.matter)},办好后回复 #办结 ${returned.matter.number}`

/** @李四; 消防队 @孙磊 */
const callOn = (w: Wording, { party, names }: { party: string; names: readonly string[] }): string => {
  const called = names.map((name) => `@${name}`).join(' ')
  return party.startsWith('u:') ? `${shortParty(w.directory, party)}${called && ` ${called}`}` : called
}

/** `owing`: each party that owes and the names of those mentioned for it. */
/** What answers whoever is urged, in the words of the kind. */
const howToAnswer = ({ number, kind }: MatterLine): string => {
  const duty = kind === undefined ? null : lifecycles[kind].duty
  if (kind === undefined || duty !== 'decide') return ` #反馈 ${number} …`
  return dutyWords({ duty, kind })
    .answers.map((answer) => answer.replace('编号', String(number)))
    .join('或')
}

/** What whoever is urged is asked for, and by when. */
const askedOf = (w: Wording, matter: MatterLine): string =>
  matter.kind === 'meeting'
    ? `回复是否参会${matter.dueAt === null ? '' : `,${formatInstant(w.calendar, matter.dueAt, w.now)} 开会`}`
    : `抓紧办理,${describeDueAt(w, matter)}`

export const describeUrged = (w: Wording, matter: MatterLine, owing: readonly { party: string; names: readonly string[] }[]): string =>
  `〔${matter.number}〕${matter.title}\n      请 ${owing.map((one) => callOn(w, one)).join(owing.some(({ party }) => party.startsWith('u:')) ? ' · ' : ' ')} ${askedOf(w, matter)}\n      回复${howToAnswer(matter)}`

const bracketed = (numbers: readonly number[]): string => numbers.map((number) => `〔${number}〕`).join('')

export const describeCancelled = ({
  matter,
  seriesEnded,
  parts,
}: {
  matter: MatterLine
  seriesEnded: boolean
  parts: readonly number[]
}): string => {
  if (matter.state === 'closed' && seriesEnded) return `〔${matter.number}〕所属循环任务已停止,不再开立下一期`
  const series = seriesEnded ? ',循环任务同时停止(只跳过一期请用 #跳过)' : ''
  if (matter.kind === 'meeting') return `〔${matter.number}〕会议已取消:${matter.title}${series}`
  return `〔${matter.number}〕已撤销${parts.length > 0 ? `,分解的${bracketed(parts)}同时撤销` : ''}${series}`
}

/** What stands in the timeline of a part that went with the whole. */
export const describeCancelledWithWhole = (number: number, reason: string): string => `随〔${number}〕撤销:${reason}`

export const describeSkipped = (matter: MatterLine): string => `〔${matter.number}〕下一期跳过一次,之后照常`
/** Limit and parties have tags of their own: who writes them into the new words is told that they stay. */
export const describeCorrected = (w: Wording, matter: MatterLine, untouched: { limit: boolean; parties: boolean }): string => {
  const mends = [
    untouched.limit ? `时限不变(${describeDueAt(w, matter)}),要改请发 #时限 ${matter.number} 日期` : '',
    untouched.parties ? `承办人不变,要改请发 #加 ${matter.number} 或 #减 ${matter.number}` : '',
  ].filter(Boolean)
  return [`〔${matter.number}〕已修改:${matter.title}`, ...mends].join('\n      ')
}
export const describeReopened = (w: Wording, matter: MatterLine): string =>
  `〔${matter.number}〕已重开:${matter.title}\n      ${describeNewDue(w, matter)}`
export const describeDueSet = (w: Wording, matter: MatterLine): string =>
  matter.kind === 'meeting' && matter.dueAt !== null
    ? `〔${matter.number}〕开会时间定为 ${formatInstant(w.calendar, matter.dueAt, w.now)}:${matter.title}\n      能否参会有变的,请再回复 #参会 ${matter.number} 或 #请假 ${matter.number} 原因`
    : `〔${matter.number}〕时限已定,${describeNewDue(w, matter)}`

export const describeExtensionAsked = (w: Wording, matter: MatterLine, dueAt: Instant): string =>
  `〔${matter.number}〕已申请延期到 ${formatNewDue(w.calendar, dueAt, w.now)},待 ${nameIssuer(w, matter)} 审批(#同意延期 ${matter.number} / #不同意延期 ${matter.number} 原因),批准前按原时限办理`

export const describeExtensionDecided = (w: Wording, matter: MatterLine, granted: boolean): string =>
  `〔${matter.number}〕${granted ? '已同意延期' : '未同意延期'},${granted ? describeNewDue(w, matter) : describeDueAt(w, matter)}`

const changeNames = { add: '已增加', remove: '已减去', lead: '牵头已定为' } as const

export const describePartiesChanged = (
  w: Wording,
  matter: MatterLine,
  change: keyof typeof changeNames,
  parties: readonly string[],
): string =>
  `〔${matter.number}〕${changeNames[change]} ${parties.map((party) => nameParty(w.directory, party)).join('、')}${askIfAllDone(w, matter)}`

export const describeHandedOver = (w: Wording, matter: MatterLine, to: string): string =>
  `〔${matter.number}〕已转办给 ${nameParty(w.directory, to)},${describeDueAt(w, matter)},请回复“${w.botMention}收到”签收`

export const describeDeclined = (w: Wording, matter: MatterLine): string =>
  `〔${matter.number}〕已提出退办,待 ${nameIssuer(w, matter)} 处理(#确认 ${matter.number} 同意 / #退回 ${matter.number} 原因 不同意);处理前仍由您承办`
