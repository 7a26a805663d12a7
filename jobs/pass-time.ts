import type { Stage } from '../database/stage.ts'
import type { Instant } from '../rules/instant.ts'
import type { Job } from './job.ts'
import { nextWakeAt } from './next-wake-at.ts'
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

/** Lets the office clock pass to `until`, stopping wherever something is planned (docs/rules.md, Clocks). */
export const passTime = async (stage: Stage, { jobs, until, moveTo, report, afterStep }: TimePassage): Promise<void> => {
  const step = async (at: Instant): Promise<void> => {
    await moveTo(at)
    if (stage.clocks.office() < at) throw new Error(`the office clock did not move to ${at}`)
    await runDueJobs(stage, jobs, at, report)
    await afterStep?.(at)
  }
  for (;;) {
    const now = stage.clocks.office()
    if (now >= until) return
    const next = await nextWakeAt(stage, jobs, now)
    await step(next === null ? until : Math.min(next, until))
  }
}
