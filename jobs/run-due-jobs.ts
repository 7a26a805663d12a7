import { consult, type Stage } from '../database/stage.ts'
import { JobRun } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { isUniqueViolation } from '../entities/unique-violation.ts'
import type { Instant } from '../rules/instant.ts'
import { latestSlot, slotGraceMs, type CalendarJob, type Job } from './job.ts'

/** Told of a job that failed; the others go on. */
export type ReportFailure = (job: string, error: unknown) => void

/** Takes a slot for this process: the row's id, or null when another one had it. */
const takeSlot = async (stage: Stage, job: CalendarJob, slot: Instant, isSkipped: boolean): Promise<string | null> => {
  const row: JobRun = {
    id: stage.newId(),
    job: job.name,
    scheduledFor: slot,
    startedAt: stage.clocks.office(),
    finishedAt: isSkipped ? stage.clocks.office() : null,
    outcome: isSkipped ? 'skipped' : null,
  }
  try {
    await stage.runner.transaction((tx) => insertRows(tx, JobRun, [row]))
    return row.id
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

const runCalendarJob = async (stage: Stage, job: CalendarJob, upTo: Instant, report: ReportFailure): Promise<void> => {
  const slot = await consult(stage, { memberId: null }, async ({ office }) => latestSlot(office.calendar, job.cadence, upTo))
  if (slot === null) return
  const known = await stage.runner.read((tx) => tx.existsBy(JobRun, { job: job.name, scheduledFor: slot }))
  if (known) return
  const isSkipped = job.missed === 'skip' && upTo - slot > slotGraceMs
  const id = await takeSlot(stage, job, slot, isSkipped)
  if (id === null || isSkipped) return
  let outcome: JobRun['outcome'] = 'done'
  try {
    await job.run(stage, slot)
  } catch (error) {
    outcome = 'failed'
    report(job.name, error)
  }
  await stage.runner.transaction((tx) => tx.update(JobRun, { id }, { finishedAt: stage.clocks.office(), outcome }))
}

/**
 * Does everything that is due at `upTo` (the office clock's now): calendar slots once across processes, then every sweep until
 * nothing is left. Safe to call at any time, from any number of processes; a job that fails is reported and does not stop the others.
 */
export const runDueJobs = async (stage: Stage, jobs: readonly Job[], upTo: Instant, report: ReportFailure): Promise<void> => {
  for (const job of jobs) {
    try {
      if (job.cadence === 'tick') await job.run(stage)
      else await runCalendarJob(stage, job, upTo, report)
    } catch (error) {
      report(job.name, error)
    }
  }
}
