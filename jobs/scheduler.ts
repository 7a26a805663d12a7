import { createTask, type ScheduledTask } from 'node-cron'
import { consult, type Stage } from '../database/stage.ts'
import { SECOND_MS } from '../rules/instant.ts'
import { cronOf, type Job } from './job.ts'
import { runDueJobs, type ReportFailure } from './run-due-jobs.ts'

export interface Scheduler {
  /** Begins to tick. */
  start(): Promise<void>
  /** No more ticks; resolves when the one under way is done. */
  stop(): Promise<void>
  /** Looks now: the office clock was moved. Resolves when what is due is done. */
  tick(): Promise<void>
}

export interface SchedulerOptions {
  jobs: readonly Job[]
  report: ReportFailure
  /** After every tick: the delivery may have something to send. */
  afterTick?: () => void
  everyMs?: number
}

/**
 * Asks every second what is due on the office clock. Timers and node-cron only wake it: what runs, and that it runs once, is decided
 * by the rows it finds, so a late, doubled or missing wake does no harm.
 */
export const createScheduler = (stage: Stage, { jobs, report, afterTick, everyMs = SECOND_MS }: SchedulerOptions): Scheduler => {
  let crons: ScheduledTask[] = []
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<void> | undefined

  const look = async (): Promise<void> => {
    try {
      await runDueJobs(stage, jobs, stage.clocks.office(), report)
      afterTick?.()
    } catch (error) {
      report('scheduler', error)
    } finally {
      underWay = undefined
    }
  }
  /** Joins the tick under way instead of starting a second one. */
  const wake = (): Promise<void> => (underWay ??= look())

  return {
    start: async () => {
      const zone = await consult(stage, { memberId: null }, async ({ office }) => office.settings.timezone)
      crons = jobs.flatMap((job) =>
        job.cadence === 'tick' ? [] : [createTask(cronOf(job.cadence), wake, { timezone: zone, name: job.name })],
      )
      for (const cron of crons) await cron.start()
      timer = setInterval(() => void wake(), everyMs)
    },
    stop: async () => {
      clearInterval(timer)
      for (const cron of crons) await cron.destroy()
      crons = []
      await underWay
    },
    tick: async () => {
      await underWay
      await wake()
    },
  }
}
