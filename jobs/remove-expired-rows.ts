import { removeExpired } from '../use-cases/retention/remove-expired.ts'
import type { CalendarJob } from './job.ts'

/** Every night: removes codes, sessions, repeated-request answers and job runs that have served their time. */
export const removeExpiredRows: CalendarJob = {
  name: 'remove-expired-rows',
  cadence: { at: '03:00', on: 'every_day' },
  missed: 'run_once',
  run: async ({ runner, clocks }) => {
    await runner.transaction((tx) => removeExpired(tx, clocks))
  },
}
