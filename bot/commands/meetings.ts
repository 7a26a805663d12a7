import type { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { composeTitle } from '../../rules/task-text.ts'
import { actorOf, today, type UseCaseContext } from '../../use-cases/context.ts'
import { listGroupUnits } from '../../use-cases/groups/list-group-units.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { answerMeeting, getMeeting } from '../../use-cases/meetings/answer-meeting.ts'
import { listUnanswered } from '../../use-cases/meetings/list-unanswered.ts'
import { listAttendance } from '../../use-cases/meetings/list-attendance.ts'
import { openMeeting, readMeetingTime } from '../../use-cases/meetings/open-meeting.ts'
import { raiseTopic } from '../../use-cases/meetings/raise-topic.ts'
import { readLimit } from '../../use-cases/tasks/read-limit.ts'
import { describeCall } from '../../wording/calls.ts'
import { describeMissing } from '../../wording/replies.ts'
import { formatInstant } from '../../wording/instants.ts'
import { describeAttendance, describeMeeting, describeMeetingAnswered } from '../../wording/meetings.ts'
import { inChat, onlyNumber, toSpeaker, type Answer, type Call, type Command } from './command.ts'
import { readPeople } from './read-people.ts'

/** 请参加, 准时到会: said to those who are asked, and no part of what the meeting is about. */
const invitation =
  /[\s,\uFF0C。;\uFF1B]*(?:请|务请|敬请)?(?:各位)?(?:准时|按时)?(?:参加|出席|到会|与会|参会)?[\s,\uFF0C。;\uFF1B!\uFF01]*$/u

const partiesIn = async (ctx: UseCaseContext, call: Call, text: string) => {
  const reading = await readPeople(ctx, call, text)
  if (!reading.allUnits) return { reading, parties: reading.parties.map(({ party }) => party as string) }
  if (!call.group) throw new Problem('bad_request', '“各单位”指本群各单位,请在工作群里发')
  const own = actorOf(ctx).unitId
  const unitIds = (await listGroupUnits(ctx, call.group.id)).filter((id) => !ctx.office.directory.isWithin(own, id))
  return { reading, parties: unitIds.map((id) => `u:${id}`) }
}

/** #会议: what happens when somebody calls a meeting, once or every week. */
export const meetingCommand: Command = {
  tags: ['会议', '例会', '会商'],
  numbers: 'none',
  needs: { body: true },
  example: '#会议 周三上午9点 三楼会议室 防火工作例会 @李四 @王五',
  help: '通知开会(可循环:每周一9点),写明时间、地点、人员',
  audience: '交办人',
  run: async (ctx, call) => {
    if (/@\s*(?:所有人|全体|all)/iu.test(call.body))
      throw new Problem('bad_request', `请写明参会人员或单位(本群各单位写“各单位”),不能@所有人,例如:${meetingCommand.example}`)
    const time = readMeetingTime(ctx, call.body)
    if (time.kind === 'set' && time.byDefault !== null && /昨[天日晚]|前天|上[周月]/u.test(call.body))
      throw new Problem('bad_request', '开会时间已经过去,请写今后的时间')
    // Behind the time some begin with a list of whom they ask.
    const { matched } = time
    const behind = matched && call.body.slice(0, matched.from).trim() === '' ? call.body.slice(matched.to).trimStart() : ''
    const isListed = /^[^\s,\uFF0C。;\uFF1B、]{2,14}、/u.test(behind)
    const text = isListed ? behind : call.body
    const { reading, parties } = await partiesIn(ctx, call, text)
    if (parties.length === 0) throw new Problem('bad_request', `请写明参会人员或单位,例如:${meetingCommand.example}`)
    const title = composeTitle(text, [...reading.cuts, ...(matched && !isListed ? [matched] : [])]).replace(invitation, '') || '会议'
    const { matter, limit } = await openMeeting(ctx, { body: call.body, title, parties, groupId: call.group?.id ?? null })
    const { calendar } = ctx.office
    const question =
      limit.kind === 'question' && limit.readings.length > 0
        ? `${limit.readings.map(({ due }) => formatInstant(calendar, due, ctx.now)).join(' 还是 ')}?`
        : null
    const words = {
      number: matter.number,
      title: matter.title,
      startsAt: matter.dueAt,
      parties,
      rule: limit.kind === 'recurring' ? limit.text : null,
      question,
    }
    return inChat(
      describeMeeting(call.wording, words),
      [...new Set(parties.flatMap((party) => memberIdsOfParty(ctx, party)))].filter((id) => id !== ctx.actor?.id),
    )
  },
}

/** The meeting that is meant: the number, else the one the speaker has not answered yet; refused with a list where there are several. */
const meantBy = async (ctx: UseCaseContext, call: Call): Promise<number> => {
  const [number] = call.numbers
  if (number !== undefined) return number
  if (/^\s*\d/u.test(call.body)) throw new Problem('bad_request', describeMissing(call.written, 'number', call.body, `#${call.tag} 160`))
  const open = await listUnanswered(ctx)
  const [only, other] = open
  if (!only) throw new Problem('wrong_state', `没有等您回复的会议;要改回复请写编号,例如:#${call.tag} 160`)
  const line = ({ number: each, title }: Matter): string => `〔${each}〕${title}`
  if (other) throw new Problem('bad_request', `等您回复的会议有几个,请写编号:\n${open.map(line).join('\n')}`)
  return only.number
}

const reply = async (ctx: UseCaseContext, call: Call, comes: boolean): Promise<Answer[]> => {
  const { matter, attendance, party } = await answerMeeting(ctx, { number: await meantBy(ctx, call), comes, text: call.body })
  // A whole group replies: each hears it alone, the group hears nothing.
  return toSpeaker(describeMeetingAnswered(call.wording, { number: matter.number, party, comes }, attendance))
}

export const attendCommand: Command = {
  tags: ['参会', '参加'],
  numbers: 'one',
  needs: {},
  example: '#参会 160',
  help: '回复参会(只有一个会时不必写编号)',
  audience: '承办人',
  run: (ctx, call) => reply(ctx, call, true),
}

export const takeLeaveCommand: Command = {
  tags: ['请假', '不参会', '不参加'],
  numbers: 'one',
  needs: { body: true },
  example: '#请假 160 参加省里会议',
  help: '不能参会(写明原因)',
  audience: '承办人',
  run: (ctx, call) => reply(ctx, call, false),
}

export const attendanceCommand: Command = {
  tags: ['参会情况'],
  numbers: 'one',
  needs: { number: true },
  example: '#参会情况 160',
  help: '谁参会、谁请假(私信答复)',
  audience: '交办人',
  run: async (ctx, call) => {
    const target = await getMeeting(ctx, onlyNumber(call))
    return toSpeaker(describeAttendance(call.wording, target.matter.number, await listAttendance(ctx, target)))
  },
}

export const topicCommand: Command = {
  tags: ['议题'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#议题 160 冬季供暖保障情况 @住建局',
  help: '会议议题转为约稿,会前一个工作日报材料',
  audience: '交办人',
  run: async (ctx, call) => {
    const { reading, parties } = await partiesIn(ctx, call, call.body)
    const { directory } = ctx.office
    const unitIds = [
      ...new Set(parties.map((party) => (party.startsWith('u:') ? party.slice(2) : (directory.findMember(party.slice(2))?.unitId ?? '')))),
    ]
    const { matched } = readLimit(ctx, call.body, 'normal')
    const topic = composeTitle(call.body, [...reading.cuts, ...(matched ? [matched] : [])])
    const opened = await raiseTopic(ctx, { number: onlyNumber(call), text: call.body, topic, unitIds })
    const asked = opened.parties.map(({ unitId }) => unitId).filter((id) => id !== null)
    const mentioned = asked.flatMap((id) => directory.mentionedFor(id, today(ctx)).map((member) => member.id))
    const text = describeCall(call.wording, {
      number: opened.matter.number,
      title: opened.matter.title,
      unitIds: asked,
      limit: opened.limit,
    })
    return inChat(
      text,
      [...new Set(mentioned)].filter((id) => id !== ctx.actor?.id),
    )
  },
}
