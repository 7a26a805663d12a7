import type { Instant } from '../rules/instant.ts'
import type { PauseCause } from '../rules/procedures/definition.ts'
import { formatInstant } from './instants.ts'
import { nameCause, saidShortly, workingTime } from './procedures.ts'
import type { Wording } from './tasks.ts'

const pad = '      '

/** A procedure as it stands, for 查. */
export interface ProcedureState {
  number: number
  title: string
  stage: string
  applicant: string | null
  dueAt: Instant | null
  answer: string | null
  pause: { cause: PauseCause; reason: string } | null
  steps: readonly {
    name: string
    state: 'waiting' | 'running' | 'done' | 'refused'
    parties: readonly string[]
    dueAt: Instant | null
    leftMs: number | null
    finishedAt: Instant | null
    finishedBy: { name: string } | null
    answer: string | null
  }[]
  overruns: readonly { step: string; dueAt: Instant }[]
}

const stepMarks = { waiting: '', running: '(现在)', done: '✓', refused: '✗' } as const

const finishedLine = (w: Wording, step: ProcedureState['steps'][number]): string[] =>
  step.finishedAt === null
    ? []
    : [
        `${pad}${formatInstant(w.calendar, step.finishedAt, w.now)} ${step.name} ${step.finishedBy?.name ?? ''} ${step.state === 'refused' ? '不同意' : '已办'}${step.answer ? `:${saidShortly(step.answer)}` : ''}`,
      ]

const resultLines = ({ steps, answer }: ProcedureState): string[] => {
  const isRefused = steps.some(({ state }) => state === 'refused')
  const said = answer === null ? '' : saidShortly(answer)
  if (isRefused) return [`${pad}结果:不同意${said === '' ? '' : `,${said}`}`]
  return said === '' ? [] : [`${pad}结果:${said}`]
}

/** Where a procedure stands and who has it; in private every step that was done, and what went over its limit, as well. */
export const describeProcedure = (w: Wording, state: ProcedureState, inPrivate: boolean): string => {
  const { number, title, stage, applicant, steps, pause, dueAt, overruns } = state
  const running = steps.filter((step) => step.state === 'running')
  const left = running.map(({ leftMs }) => leftMs).filter((ms) => ms !== null)
  const whole = dueAt === null ? '' : `,全程截止 ${formatInstant(w.calendar, dueAt, w.now)}`
  const isLive = running.length > 0
  return [
    `〔${number}〕${title} ${stage}`,
    ...(applicant === null ? [] : [`${pad}申请人 ${applicant}`]),
    ...(steps.length === 0
      ? []
      : [`${pad}环节 ${steps.map((step) => `${step.name}${stepMarks[step.state]}`).join('→')}${isLive ? whole : ''}`]),
    ...running.map(
      (step) =>
        `${pad}现在 ${step.name} ${step.parties.join('、')}${step.dueAt === null ? '' : ` 截止 ${formatInstant(w.calendar, step.dueAt, w.now)}`}`,
    ),
    ...(pause === null
      ? []
      : [
          `${pad}时钟已暂停(${nameCause(pause.cause)}):${saidShortly(pause.reason)}${left.length === 0 ? '' : `,还剩 ${workingTime(Math.min(...left))}`}`,
        ]),
    ...(inPrivate ? steps.flatMap((step) => finishedLine(w, step)) : []),
    ...(inPrivate ? overruns.map(({ step, dueAt: at }) => `${pad}${step}超过时限 ${formatInstant(w.calendar, at, w.now)},已如实记录`) : []),
    ...(isLive ? [] : resultLines(state)),
  ].join('\n')
}
