import type { AskReason, DueNote, PossibleReading } from '../rules/deadline/reading.ts'
import type { Directory } from '../rules/directory.ts'
import type { Instant } from '../rules/instant.ts'
import type { MatterState } from '../rules/lifecycles/index.ts'
import { formatInstant } from './instants.ts'
import { nameParty } from './names.ts'
import { describeDue, describeQuestion, type Wording } from './tasks.ts'

const indent = '      '

interface NoticeLine {
  number: number
  title: string
  dueAt: Instant | null
  state: MatterState
}

interface Count {
  asked: number
  signed: number
}

export const describeNoticeRefusal = (): string => '本群通知请由领导、办公室主任、督查、信息科、单位分管领导或群主发布'

/** Parties of a notice who neither sit in the group nor may be written to by its author. */
export const describeNotHere = (directory: Directory, refused: readonly string[]): string =>
  `${refused.map((party) => nameParty(directory, party)).join('、')}不在本群,也不属您的单位,请在其所在的群里通知`

type PostedLimit =
  | { kind: 'set'; dueAt: Instant; notes: readonly DueNote[]; byDefault: 'absent' | 'asap' | null }
  | { kind: 'question'; reason: AskReason; readings: readonly PossibleReading[]; text: string }

export interface PostedNotice {
  matter: NoticeLine
  form: 'notice' | 'document'
  documentNumber: string | null
  needsReceipt: boolean
  /** How many this posting asks. */
  asked: number
  outcome: 'new' | 'joined' | 'again'
  limit: PostedLimit | null
  /** In whose name, when a secretary posted it. */
  issuedFor: string | null
  /** Its words, where those addressed have not seen them; null in the chat where it was written. */
  body: string | null
}

const onBehalf = (name: string | null): string => (name === null ? '' : `(代 ${name})`)

const dueLine = (w: Wording, { matter, limit }: PostedNotice): string => {
  if (limit?.kind === 'question') return describeQuestion(w, matter.number, limit)
  if (limit?.kind === 'set' && limit.byDefault === null) return describeDue(w, { ...limit, urgency: 'normal' })
  if (matter.dueAt === null) return '时限未定'
  return `截止 ${formatInstant(w.calendar, matter.dueAt, w.now)}${limit?.byDefault ? '(未写签收时限,按默认)' : ''}`
}

/** The answer to #通知 or #公文: number, how many are asked until when, and how to sign. */
export const describePosted = (w: Wording, posted: PostedNotice): string => {
  const { matter, form, documentNumber, needsReceipt, asked, outcome } = posted
  const number = `〔${matter.number}〕`
  const what = form === 'document' ? '公文' : '通知'
  if (outcome === 'again') {
    const more = needsReceipt && asked > 0 ? `,本群新增 ${asked} 个签收对象` : ''
    return `${number}同一${what}已在本群登记${more}`
  }
  const head = outcome === 'joined' ? `${number}同一${what},已并入:` : `${number}${what}已登记${onBehalf(posted.issuedFor)}:`
  const title = `${head}${matter.title}${documentNumber === null ? '' : `(${documentNumber})`}`
  const body = posted.body === null ? [] : [posted.body]
  if (!needsReceipt) return [title, ...body, `${indent}不需签收`].join('\n')
  return [
    title,
    ...body,
    `${indent}${outcome === 'joined' ? '本群' : '请'} ${asked} 个对象签收,${dueLine(w, posted)}`,
    `${indent}回复“${w.botMention}收到”即签收(只表示已读),进度看 #通知进度 ${matter.number}`,
  ].join('\n')
}

export interface NoticeProgress {
  matter: NoticeLine
  needsReceipt: boolean
  total: Count
  /** Of this group, when it is one of several. */
  here: Count | null
  groups: number
}

const counted = ({ asked, signed }: Count): string => (signed >= asked ? `${asked} 个全部签收` : `已签收 ${signed}/${asked}`)

const whole = ({ total, here, groups }: NoticeProgress): string => {
  if (here === null || groups < 2) return counted(total)
  return here.asked === 0 ? `${groups} 个群${counted(total)}` : `本群${counted(here)},${groups} 个群共 ${total.signed}/${total.asked}`
}

/** One line without a name: how many of how many. */
export const describeNoticeProgress = (w: Wording, progress: NoticeProgress): string => {
  const { matter, needsReceipt } = progress
  const line = `〔${matter.number}〕${matter.title}`
  if (matter.state === 'cancelled') return `${line}:已撤销`
  if (!needsReceipt) return `${line}:不需签收`
  const due = matter.dueAt === null || matter.state !== 'open' ? '' : `,截止 ${formatInstant(w.calendar, matter.dueAt, w.now)}`
  return `${line}:${whole(progress)}${due}`
}

const reasons = { due: '签收时限已到', all: '签收完毕', end: '签收已结束' } as const
export type SummaryReason = keyof typeof reasons

/** The one line a group gets in the end. */
export const describeNoticeSummary = (progress: NoticeProgress, reason: SummaryReason): string =>
  `〔${progress.matter.number}〕${progress.matter.title}:${reasons[reason]},${whole(progress)}`

/** For the organiser alone: who has not signed, by name. */
export const describeMissing = (
  directory: Directory,
  { matter, total, reason }: { matter: NoticeLine; total: Count; reason: SummaryReason | null },
  missing: readonly string[],
): string => {
  const head = `〔${matter.number}〕${matter.title}:${reason === null ? '' : `${reasons[reason]},`}${counted(total)}`
  const owing = total.asked - total.signed
  if (missing.length === 0) return head
  const more = owing > missing.length ? ` 等 ${owing} 个,其余请在小程序查看` : ''
  const urge = matter.state === 'open' ? `\n催签回复 #催签 ${matter.number}` : ''
  return `${head}\n未签收:${missing.map((party) => nameParty(directory, party)).join('、')}${more}${urge}`
}

/** Names a line shows at most; who is mentioned beyond them is told all the same. */
const mostNames = 40

/** 催签: only those who owe, mentioned. */
export const describeNoticeUrged = (w: Wording, matter: NoticeLine, names: readonly string[]): string => {
  const shown = names.slice(0, mostNames).map((name) => `@${name}`)
  const more = names.length > mostNames ? ` 等 ${names.length} 位` : ''
  const due = matter.dueAt === null ? '' : `,截止 ${formatInstant(w.calendar, matter.dueAt, w.now)}`
  return `〔${matter.number}〕${matter.title}\n${indent}请 ${shown.join(' ')}${more} 签收${due}\n${indent}回复“${w.botMention}收到”即签收`
}

/** Who urges from elsewhere, or has nobody here to urge. */
export const describeUrgedElsewhere = (matter: NoticeLine, told: { groups: number; people: number }): string => {
  const where = [told.groups > 0 ? `${told.groups} 个群` : '', told.people > 0 ? `私信 ${told.people} 人` : ''].filter(Boolean)
  return `〔${matter.number}〕已催签:${where.join('、')}`
}

/** What stands in the timeline when a 接龙 comes back shorter. */
export const describeSignUpRemoved = (names: readonly string[]): string => `接龙中已删去 ${names.join('、')},此前的签收保留`
