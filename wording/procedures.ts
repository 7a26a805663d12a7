import type { OfficeCalendar } from '../rules/calendar/index.ts'
import { HOUR_MS, type Instant } from '../rules/instant.ts'
import { nameForm, type PauseCause, type ProcedureDefinition, type ProcedureLimit } from '../rules/procedures/definition.ts'
import { formatInstant } from './instants.ts'
import { nameParty } from './names.ts'
import type { Wording } from './tasks.ts'

/** A step as words need it. */
export interface SpokenStep {
  name: string
  answer: 'decide' | 'handle'
  parties: readonly string[]
  dueAt: Instant | null
}

const pad = '      '

const longestSaid = 200

/** What somebody said, short enough for an answer; the whole of it stands in the timeline. */
export const saidShortly = (text: string): string => {
  const letters = [...text.trim()]
  return letters.length > longestSaid ? `${letters.slice(0, longestSaid).join('')}……` : letters.join('')
}

const describeStep = (w: Wording, { name, parties, dueAt }: SpokenStep): string =>
  `${name} ${parties.map((party) => nameParty(w.directory, party)).join('、')}${dueAt === null ? '' : ` 截止 ${formatInstant(w.calendar, dueAt, w.now)}`}`

const hintOf = (w: Wording, number: number, steps: readonly SpokenStep[]): string =>
  steps.some(({ answer }) => answer === 'decide')
    ? `回复“${w.botMention}#同意 ${number}”或“${w.botMention}#不同意 ${number} 原因”`
    : `回复“${w.botMention}#办结 ${number} 情况”,缺材料“${w.botMention}#暂停 ${number} 原因”`

/** The steps that run now and how they are answered. */
export const describeNow = (w: Wording, number: number, steps: readonly SpokenStep[]): string =>
  [...steps.map((step) => `${pad}现在 ${describeStep(w, step)}`), `${pad}${hintOf(w, number, steps)}`].join('\n')

/** 〔160〕已受理(承诺件)… */
export const describeProcedureOpened = (
  w: Wording,
  opened: {
    number: number
    title: string
    form: ProcedureDefinition['form']
    path: readonly string[]
    dueAt: Instant | null
    steps: readonly SpokenStep[]
    applicant: string | null
  },
): string =>
  [
    `〔${opened.number}〕已提交 ${opened.title}(${nameForm(opened.form)})`,
    ...(opened.applicant === null ? [] : [`${pad}申请人 ${opened.applicant}`]),
    `${pad}环节 ${opened.path.join('→')}${opened.dueAt === null ? '' : `,全程截止 ${formatInstant(w.calendar, opened.dueAt, w.now)}`}`,
    describeNow(w, opened.number, opened.steps),
  ].join('\n')

/** What an answer to a step led to. */
export const describeStepAnswered = (
  w: Wording,
  answered: {
    number: number
    title: string
    names: readonly string[]
    outcome: 'part' | 'next' | 'completed' | 'refused' | 'sent_back'
    by: string
    text: string
    steps: readonly SpokenStep[]
    /** What it is called to have come to a good end; 已办结. */
    completed?: string
  },
): string => {
  const { number, names, outcome, by, text, steps } = answered
  const said = text === '' ? '' : `:${saidShortly(text)}`
  const done = names.join('、')
  switch (outcome) {
    case 'part':
      return `〔${number}〕${done}已办(${by})${said}\n${pad}尚待 ${steps.map(({ name }) => name).join('、')}`
    case 'next':
      return `〔${number}〕${done}已办(${by})${said}\n${describeNow(w, number, steps)}`
    case 'sent_back':
      return `〔${number}〕${done}不同意(${by})${said},退回上一环节\n${describeNow(w, number, steps)}`
    case 'completed':
      return `〔${number}〕${answered.title} ${answered.completed ?? '已办结'}(${by})${said}`
    case 'refused':
      return `〔${number}〕${answered.title} 不同意(${by})${said},已办结`
  }
}

const causes: Readonly<Record<PauseCause, string>> = { documents: '待补材料', third_party: '待第三方', other: '其他' }

/** 待补材料, 待第三方, 其他 */
export const nameCause = (cause: PauseCause): string => causes[cause]

/** 30.3 个工作小时 */
export const workingTime = (ms: number): string => {
  const hours = Math.round((ms / HOUR_MS) * 10) / 10
  return `${hours} 个工作小时`
}

export const describePaused = (number: number, cause: PauseCause, reason: string, leftMs: number | null): string =>
  `〔${number}〕时钟已暂停(${causes[cause]}):${saidShortly(reason)}${leftMs === null ? '' : `\n${pad}还剩 ${workingTime(leftMs)}`}\n${pad}恢复请发 #恢复 ${number}`

export const describeResumed = (w: Wording, number: number, restarts: boolean, steps: readonly SpokenStep[]): string =>
  `〔${number}〕时钟已恢复${restarts ? ',按规定重新起算' : ''}\n${describeNow(w, number, steps)}`

export const describeNotYourStep = (number: number, running: string): string => `〔${number}〕现在是 ${running},不由您办理`

/** 办结 said of a step that wants a decision. */
export const describeToDecide = (number: number, step: string): string =>
  `〔${number}〕现在是“${step}”,请回复 #同意 ${number} 或 #不同意 ${number} 原因`

/** An answer that crossed a colleague's: the step it meant was done, and the next is theirs as well. */
export const describeUnseenStep = (number: number, before: string, step: string): string =>
  `〔${number}〕“${before}”刚由他人办结,现在是“${step}”,请看过后再发一次`

export const describePausedAlready = (number: number): string => `〔${number}〕时钟已暂停,请先发 #恢复 ${number}`

/** The fact that stays in the timeline. */
export const describeOverrun = (calendar: OfficeCalendar, { name, dueAt, now }: { name: string; dueAt: Instant; now: Instant }): string =>
  `${name}超过时限 ${formatInstant(calendar, dueAt, now)}`

const describeLimit = (limit: ProcedureLimit | null): string =>
  limit === null
    ? ''
    : 'workingHours' in limit
      ? `${limit.workingHours}个工作小时`
      : limit.workingDays === 0
        ? '当日'
        : `${limit.workingDays}个工作日`

/** The procedures there are, for who wants to begin one. */
export const describeProcedures = (definitions: readonly ProcedureDefinition[]): string =>
  [
    '可用的流程(发“#申请 流程名 内容”):',
    ...definitions.map(
      ({ name, form, limit, steps }) =>
        `${name}(${[nameForm(form), describeLimit(limit)].filter((part) => part !== '').join(',')}):${steps.map((step) => step.name).join('→')}`,
    ),
  ].join('\n')
