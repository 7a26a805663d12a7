import { In } from 'typeorm'
import { MatterEvent } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { undoneBy } from '../matters/find-last-event.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'

/** Who comes, who asked for leave and why, who has said nothing; by party. */
export interface Attendance {
  coming: string[]
  away: { party: string; reason: string }[]
  silent: string[]
}

/** Every party's last word on a meeting, what was taken back left out. */
export const listAttendance = async (ctx: UseCaseContext, { matter, parties }: MatterWithParties): Promise<Attendance> => {
  const events = await ctx.tx.find(MatterEvent, {
    where: { matterId: matter.id, action: In(['attend', 'take_leave', 'undo']) },
    order: { at: 'ASC', id: 'ASC' },
  })
  const undone = new Set(events.flatMap(undoneBy))
  const last = new Map<string, MatterEvent>()
  for (const event of events) {
    const party = event.data?.['party']
    if (!undone.has(event.id) && typeof party === 'string') last.set(party, event)
  }
  const attendance: Attendance = { coming: [], away: [], silent: [] }
  for (const { party } of parties.filter(({ removedAt }) => removedAt === null)) {
    const said = last.get(party)
    if (!said) attendance.silent.push(party)
    else if (said.action === 'attend') attendance.coming.push(party)
    else attendance.away.push({ party, reason: said.text })
  }
  return attendance
}
