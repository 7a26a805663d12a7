import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { JobRun } from '../../entities/index.ts'
import { cronOf, latestSlot, nextSlot, type CalendarJob, type SweepJob } from '../../jobs/job.ts'
import { nextWakeAt } from '../../jobs/next-wake-at.ts'
import { runDueJobs } from '../../jobs/run-due-jobs.ts'
import { createScheduler } from '../../jobs/scheduler.ts'
import { enqueueMessages } from '../../use-cases/outbox/enqueue-message.ts'
import { at, openClockScene, type ClockScene } from '../support/clock-scene.ts'

let office: ClockScene
let ran: number[]
beforeEach(async () => {
  office = await openClockScene('11-23 10:00')
  ran = []
})
afterEach(() => office.close())

const nightly = (missed: CalendarJob['missed']): CalendarJob => ({
  name: `nightly-${missed}`,
  cadence: { at: '03:00', on: 'every_day' },
  missed,
  run: async (_, slot) => {
    ran.push(slot)
  },
})
const fails = (_: string, error: unknown): never => {
  throw error
}
const runs = (): Promise<JobRun[]> => office.runner.read((tx) => tx.find(JobRun, { order: { id: 'ASC' } }))

test('a slot runs once, however often and from however many sides it is asked for', async () => {
  const job = nightly('run_once')
  office.jumpsTo('11-24 03:00')
  const other = office.makeStage(office.runner)
  await Promise.all([1, 2, 3, 4, 5, 6].map((n) => runDueJobs(n % 2 === 0 ? office.stage : other, [job], office.now(), fails)))
  expect(ran).toEqual([at('11-24 03:00')])
  expect(await runs()).toMatchObject([{ job: 'nightly-run_once', scheduledFor: at('11-24 03:00'), outcome: 'done' }])
})

test('a clock that jumps a week makes up for the missed nights by one run', async () => {
  const job = nightly('run_once')
  office.jumpsTo('11-24 03:00')
  await runDueJobs(office.stage, [job], office.now(), fails)
  office.jumpsTo('12-01 12:00')
  await runDueJobs(office.stage, [job], office.now(), fails)
  await runDueJobs(office.stage, [job], office.now(), fails)
  expect(ran).toEqual([at('11-24 03:00'), at('12-01 03:00')])
})

test('a job that skips what it missed waits for its next slot', async () => {
  const job = nightly('skip')
  office.jumpsTo('11-24 12:00')
  await runDueJobs(office.stage, [job], office.now(), fails)
  expect(ran).toEqual([])
  expect(await runs()).toMatchObject([{ outcome: 'skipped' }])
  office.jumpsTo('11-25 03:01')
  await runDueJobs(office.stage, [job], office.now(), fails)
  expect(ran).toEqual([at('11-25 03:00')])
})

test('a job that fails is reported and the others go on', async () => {
  const broken: SweepJob = { name: 'broken', cadence: 'tick', run: () => Promise.reject(new Error('no')) }
  const reported: string[] = []
  office.jumpsTo('11-24 03:00')
  await runDueJobs(office.stage, [broken, nightly('skip')], office.now(), (job) => reported.push(job))
  expect(reported).toEqual(['broken'])
  expect(ran).toHaveLength(1)
})

test('slots follow the office calendar', async () => {
  const { calendar } = await office.byClock(async (ctx) => ctx.office)
  expect(nextSlot(calendar, { at: '09:00', on: 'working_days' }, at('09-30 09:00'))).toBe(at('10-08 09:00'))
  expect(latestSlot(calendar, { at: '09:00', on: 'working_days' }, at('10-07 12:00'))).toBe(at('09-30 09:00'))
  expect(nextSlot(calendar, { at: '09:00', on: { weekday: 1 } }, at('11-23 09:00'))).toBe(at('11-30 09:00'))
  expect(nextSlot(calendar, { at: '08:00', on: { dayOfMonth: 31 } }, at('11-23 09:00'))).toBe(at('12-31 08:00'))
  expect(cronOf({ at: '03:05', on: { weekday: 7 } })).toBe('5 3 * * 0')
})

test('the next wake is the first of reminder, slot and waiting message', async () => {
  expect(await nextWakeAt(office.stage, office.jobs, office.now())).toBe(at('11-24 00:30'))
  await office.asks({ of: ['李四'], due: '11-23 17:30' })
  expect(await nextWakeAt(office.stage, office.jobs, office.now())).toBe(at('11-23 15:30'))
  const soon = {
    to: { groupId: office.group('消防群') },
    text: '一会儿',
    purpose: 'notice',
    dedupeKey: 'n',
    notBefore: at('11-23 11:00'),
  } as const
  await office.byClock((ctx) => enqueueMessages(ctx, [soon]))
  expect(await nextWakeAt(office.stage, office.jobs, office.now())).toBe(at('11-23 11:00'))
})

test('the ticker asks by itself, never twice at once, and stops', async () => {
  let inside = 0
  let most = 0
  let ticks = 0
  const slow: SweepJob = {
    name: 'slow',
    cadence: 'tick',
    run: async () => {
      inside += 1
      most = Math.max(most, inside)
      await sleep(30)
      ticks += 1
      inside -= 1
    },
  }
  const scheduler = createScheduler(office.stage, { jobs: [slow, nightly('skip')], report: fails, everyMs: 5 })
  await scheduler.start()
  await Promise.all([scheduler.tick(), scheduler.tick()])
  await expect.poll(() => ticks, { timeout: 5_000 }).toBeGreaterThan(3)
  await scheduler.stop()
  const before = ticks
  await sleep(60)
  expect(ticks).toBe(before)
  expect(most).toBe(1)
})
