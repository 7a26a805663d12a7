import { consult, type Stage } from '../database/stage.ts'
import type { Instant } from '../rules/instant.ts'
import { nextSlot, type Job } from './job.ts'
import { nextOutboundAt } from './next-wake-at.ts'
import { runDueJobs, type ReportFailure } from './run-due-jobs.ts'

export interface TimePassage {
  jobs: readonly Job[]
  until: Instant
  /** Sets the office clock; called with rising instants, the last one is `until`. */
  moveTo: (at: Instant) => void | Promise<void>
  report: ReportFailure
  /** After the jobs of each step: what they wrote can be delivered at that instant. */
  afterStep?: (at: Instant) => Promise<void>
}

/** Before anything that an office ever planned. */
const beginning = 0

/** Up to when the calendar's slots were looked after; what had passed before the first look is the jobs' own affair. */
const lookedUpTo = new WeakMap<Stage, Instant>()

/** When each job is next due: for sweeps the earliest there is, overdue or to come; Infinity for never, nothing for those that cannot say. */
const listDue = async (stage: Stage, jobs: readonly Job[]): Promise<Map<Job, Instant>> => {
  const calendar = await consult(stage, { memberId: null }, async ({ office }) => office.calendar)
  const since = lookedUpTo.get(stage)
  const due = new Map<Job, Instant>()
  for (const job of jobs) {
    if (job.cadence !== 'tick') due.set(job, since === undefined ? beginning : (nextSlot(calendar, job.cadence, since) ?? Infinity))
    else if (job.nextAt) due.set(job, (await job.nextAt(stage, beginning)) ?? Infinity)
  }
  return due
}

/** The next instant strictly after `now` at which something is planned. */
const nextStep = async (stage: Stage, due: ReadonlyMap<Job, Instant>, now: Instant): Promise<Instant> => {
  const calendar = await consult(stage, { memberId: null }, async ({ office }) => office.calendar)
  let next = (await nextOutboundAt(stage, now)) ?? Infinity
  for (const [job, at] of due) {
    const own = at > now ? at : job.cadence === 'tick' ? await job.nextAt?.(stage, now) : nextSlot(calendar, job.cadence, now)
    next = Math.min(next, own ?? Infinity)
  }
  return next
}

/**
 * The jobs that have something to do at `at`, in their order, each asked when its turn comes: one may make work for the next. What cannot
 * say when it is due always runs. So an hour in which nothing happens costs a question a job and not a transaction.
 */
const runWhatIsDue = async (
  stage: Stage,
  due: ReadonlyMap<Job, Instant>,
  { jobs, report }: Pick<TimePassage, 'jobs' | 'report'>,
  at: Instant,
): Promise<void> => {
  let isStale = false
  for (const job of jobs) {
    const known = due.get(job)
    const isAsked = job.cadence === 'tick' && job.nextAt !== undefined
    const own = isStale && isAsked ? ((await job.nextAt?.(stage, beginning)) ?? Infinity) : (known ?? beginning)
    if (own > at) continue
    await runDueJobs(stage, [job], at, report)
    if (known !== undefined) isStale = true
  }
  lookedUpTo.set(stage, at)
}

/** Lets the office clock pass to `until`, stopping wherever something is planned (docs/rules.md, Clocks). */
export const passTime = async (stage: Stage, passage: TimePassage): Promise<void> => {
  const { jobs, until, moveTo, afterStep } = passage
  for (;;) {
    const now = stage.clocks.office()
    if (now >= until) return
    const due = await listDue(stage, jobs)
    const at = Math.min(await nextStep(stage, due, now), until)
    await moveTo(at)
    if (stage.clocks.office() < at) throw new Error(`the office clock did not move to ${at}`)
    await runWhatIsDue(stage, due, passage, at)
    await afterStep?.(at)
  }
}
