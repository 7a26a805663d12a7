import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'
import { actingParties } from '../matters/standing.ts'
import { parseSaid } from '../parse-input.ts'
import { listAttendance, type Attendance } from './list-attendance.ts'

export const answerMeetingSchema = z.strictObject({
  number: z.int().positive(),
  comes: z.boolean(),
  text: z.string().trim().max(500, '回复不超过 500 字').default(''),
})

/** The meeting by number; a number of another kind is refused. */
export const getMeeting = async (ctx: UseCaseContext, number: number): Promise<MatterWithParties> => {
  const target = await getMatter(ctx, number)
  if (target.matter.kind !== 'meeting') throw new Problem('wrong_state', `〔${number}〕不是会议`)
  return target
}

/** 参会 or 请假 (with its reason); the last word counts until the meeting is held. */
export const answerMeeting = async (
  ctx: UseCaseContext,
  raw: z.input<typeof answerMeetingSchema>,
): Promise<{ matter: Matter; attendance: Attendance; party: string }> => {
  const input = parseSaid(answerMeetingSchema, raw)
  if (!input.comes && input.text === '') throw new Problem('bad_request', `请假请写明原因,例如:#请假 ${input.number} 参加省里会议`)
  const target = await getMeeting(ctx, input.number)
  const [acting] = actingParties(ctx, target.parties)
  if (!acting) throw new Problem('forbidden', `〔${input.number}〕没有请您参会`)
  const matter = await changeState(ctx, target, {
    action: input.comes ? 'attend' : 'take_leave',
    text: input.text,
    data: { party: acting.party.party },
    actingParty: acting.party.party,
    onBehalfOfId: acting.onBehalfOfId,
  })
  return { matter, attendance: await listAttendance(ctx, { matter, parties: target.parties }), party: acting.party.party }
}
