import { z } from 'zod'
import { requireSeat } from '../../use-cases/groups/require-seat.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { answerMeeting, answerMeetingSchema, getMeeting } from '../../use-cases/meetings/answer-meeting.ts'
import { listAttendance } from '../../use-cases/meetings/list-attendance.ts'
import { openMeeting, openMeetingSchema } from '../../use-cases/meetings/open-meeting.ts'
import { raiseTopic, raiseTopicSchema } from '../../use-cases/meetings/raise-topic.ts'
import { tellPeople } from '../../use-cases/outbox/tell-people.ts'
import { describeCall } from '../../wording/calls.ts'
import { describeMeeting } from '../../wording/meetings.ts'
import { shortParty } from '../../wording/names.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { matterBriefSchema, presentMatterBrief } from '../presenters/present-matter.ts'
import { defineAction, wordingOf } from './define-action.ts'
import { numberParams } from './params.ts'

const tag = '会议'
const on = { path: '/meetings', tag }
const partySchema = z.strictObject({ party: z.string(), name: z.string() })

const meetingSchema = z
  .strictObject({
    matter: matterBriefSchema,
    coming: z.array(partySchema),
    away: z.array(partySchema.extend({ reason: z.string() })),
    silent: z.array(partySchema),
  })
  .meta({ id: 'Meeting' })

/** Meetings, once or periodic: who comes, and what becomes of the topics. */
export const meetingRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/meetings',
    tag,
    summary: '通知开会;没写 startsAt 的从正文读,可循环',
    who: 'member',
    scope: 'own',
    body: openMeetingSchema,
    response: matterBriefSchema,
    statuses: { 201: '已登记' },
    handler: async (ctx, { body }) => {
      if (body.groupId !== null) await requireSeat(ctx, body.groupId)
      const { matter, limit } = await openMeeting(ctx, body)
      const rule = limit.kind === 'recurring' ? limit.text : null
      const words = { number: matter.number, title: matter.title, startsAt: matter.dueAt, parties: body.parties, rule, question: null }
      const memberIds = body.parties.flatMap((party) => memberIdsOfParty(ctx, party))
      await tellPeople(ctx, { matter, text: describeMeeting(wordingOf(ctx), words), memberIds })
      return presentMatterBrief(matter)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/meetings/:number',
    tag,
    summary: '一次会议的参会情况',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: meetingSchema,
    handler: async (ctx, { params }) => {
      const target = await getMeeting(ctx, params.number)
      const { coming, away, silent } = await listAttendance(ctx, target)
      const named = (party: string) => ({ party, name: shortParty(ctx.office.directory, party) })
      return {
        matter: presentMatterBrief(target.matter),
        coming: coming.map(named),
        away: away.map(({ party, reason }) => ({ ...named(party), reason })),
        silent: silent.map(named),
      }
    },
  }),
  defineAction(
    'answer',
    '参会或请假',
    answerMeetingSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: (await answerMeeting(ctx, { ...body, number })).matter }),
    on,
  ),
  defineAction(
    'topics',
    '议题转为约稿',
    raiseTopicSchema.omit({ number: true }),
    async (ctx, number, { topic, ...body }, w) => {
      const { matter, parties, limit } = await raiseTopic(ctx, { ...body, ...(topic === undefined ? {} : { topic }), number })
      const unitIds = parties.map(({ unitId }) => unitId).filter((id) => id !== null)
      const text = describeCall(w, { number: matter.number, title: matter.title, unitIds, limit })
      return { matter, tell: { text, memberIds: unitIds.flatMap((id) => memberIdsOfParty(ctx, `u:${id}`)) } }
    },
    on,
  ),
]
