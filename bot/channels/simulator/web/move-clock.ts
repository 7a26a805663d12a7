import type { z } from 'zod'
import type { Stage } from '../../../../database/stage.ts'
import type { Instant } from '../../../../rules/instant.ts'
import { Problem } from '../../../../rules/problems.ts'
import type { ChatLog } from './chat-log.ts'
import type { clockSchema } from './web-inputs.ts'

/** The office clock as the page shows it: `to` while it is on its way there. */
export interface ClockReading {
  now: Instant
  from: Instant | null
  to: Instant | null
  nextWorkingMorning: Instant
}

/** The office clock of the demo, moved by one hand at a time. */
export interface OfficeClock {
  read(): Promise<ClockReading>
  /** Resolves when everything on the way has happened; progress goes to the log. */
  move(wish: z.infer<typeof clockSchema>): Promise<ClockReading>
}

interface OfficeClockOptions {
  stage: Stage
  log: ChatLog
  advanceClock(to: Instant, onStep: (now: Instant) => void): Promise<void>
}

/** Digests go out at nine (docs/rules.md, Reminder slots). */
const morning = '09:00'

/** A leap may have thousands of steps; the page wants to see it move, not each one. */
const betweenStepsMs = 60

/** A clock at rest. */
export function createOfficeClock({ stage, log, advanceClock }: OfficeClockOptions): OfficeClock {
  let journey: { from: Instant; to: Instant } | null = null

  async function nextWorkingMorning(): Promise<Instant> {
    const { calendar } = await stage.runner.read((tx) => stage.loadOffice(tx))
    const now = stage.clocks.office()
    const today = calendar.dayOf(now)
    const stillToday = calendar.isWorkingDay(today) && now < calendar.at(today, morning)
    return calendar.at(stillToday ? today : calendar.addWorkingDays(today, 1), morning)
  }

  function tell(now: Instant): void {
    log.tell('clock', { now, from: journey?.from ?? null, to: journey?.to ?? null })
  }

  async function read(): Promise<ClockReading> {
    return {
      now: stage.clocks.office(),
      from: journey?.from ?? null,
      to: journey?.to ?? null,
      nextWorkingMorning: await nextWorkingMorning(),
    }
  }

  return {
    read,
    async move(wish) {
      const from = stage.clocks.office()
      const to = 'advanceMs' in wish ? from + wish.advanceMs : await nextWorkingMorning()
      if (journey) throw new Problem('conflict', '时钟正在前进,请稍候')
      journey = { from, to }
      tell(from)
      let toldAt = stage.clocks.machine()
      const onStep = (now: Instant): void => {
        if (stage.clocks.machine() - toldAt < betweenStepsMs) return
        toldAt = stage.clocks.machine()
        tell(now)
      }
      try {
        await advanceClock(to, onStep)
      } finally {
        journey = null
        tell(stage.clocks.office())
      }
      return await read()
    },
  }
}
