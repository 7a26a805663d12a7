import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { OutboundMessage } from '../../entities/index.ts'
import { openDatabase } from '../../database/open-database.ts'
import { sendReminders } from '../../jobs/send-reminders.ts'
import { nextMorning } from '../../rules/reminder-policy.ts'
import { openClockScene } from './clock-scene.ts'
import { scratchDatabase } from './database.ts'

/** A small generator, so that a red round can be run again. */
const seeded = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** What every round ought to say. */
export const onceEach = '2 digests, 0 persons told twice, 0 todos left behind, people told'

/** Two processes sweep at the same moment, so many times in random interleavings. Returns the different outcomes of the rounds. */
export const sweepInPairs = async (rounds: number): Promise<string[]> => {
  const random = seeded(20_261_123)
  const config = await scratchDatabase()
  const office = await openClockScene('11-23 10:00', config)
  // Two processes on MariaDB; SQLite allows one, whose two sweeps still meet in its queue.
  const other = inject('database').kind === 'mariadb' ? await openDatabase(config) : office.runner
  const stages = [office.stage, office.makeStage(other)]
  await office.asks({ of: ['李四', '王五'], due: '11-23 17:30', in: '消防群' })
  await office.asks({ of: ['王五', '#CG'], due: '11-23 17:00', in: '城管群' })
  await office.asks({ of: ['李四'], due: '11-23 16:00', in: null, by: '李四' })
  office.jumpsTo('11-23 18:30')
  const { calendar, settings } = await office.byClock(async (ctx) => ctx.office)

  // Settle what is private and quiet first; from here on every working morning has the same five todos to say.
  for (const stage of stages) await sendReminders.run(stage)
  const outcomes = new Set<string>()
  for (let round = 1; round <= rounds; round += 1) {
    office.movesTo(nextMorning(calendar, settings.reminders, office.now()))
    await Promise.all(
      stages.map(async (stage) => {
        await sleep(random() * 4)
        await sendReminders.run(stage)
      }),
    )
    const fresh = await office.runner.read((tx) => tx.findBy(OutboundMessage, { createdAt: office.now() }))
    const todos = await office.todos()
    const groups = fresh.filter((row) => row.groupId !== null).length
    const people = fresh.map((row) => row.memberId).filter((id) => id !== null)
    const waiting = todos.filter((todo) => (todo.nextReminderAt ?? 0) <= office.now()).length
    outcomes.add(
      `${groups} digests, ${people.length - new Set(people).size} persons told twice, ${waiting} todos left behind, ${people.length >= 2 ? 'people told' : 'nobody told'}`,
    )
  }
  if (other !== office.runner) await other.close()
  await office.close()
  return [...outcomes]
}
