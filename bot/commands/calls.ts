import { Problem } from '../../rules/problems.ts'
import { readSubmissionText } from '../../rules/submission-text.ts'
import { composeTopic } from '../../rules/call-topic.ts'
import type { Span } from '../../rules/task-text.ts'
import { deliverToCall } from '../../use-cases/calls/deliver-to-call.ts'
import { finishCall } from '../../use-cases/calls/finish-call.ts'
import { readClassUnits } from '../../use-cases/calls/list-class-units.ts'
import { openCall } from '../../use-cases/calls/open-call.ts'
import { takeCall } from '../../use-cases/calls/take-call.ts'
import { actorOf, today, type UseCaseContext } from '../../use-cases/context.ts'
import { listGroupUnits } from '../../use-cases/groups/list-group-units.ts'
import { tellNext } from '../../use-cases/submissions/tell-next.ts'
import { readLimit } from '../../use-cases/tasks/read-limit.ts'
import { describeCall, describeCallEnded, describeDelivered, describeTaken } from '../../wording/calls.ts'
import { inChat, onlyNumber, type Call, type Command } from './command.ts'
import { readPeople } from './read-people.ts'

const unitsOf = async (ctx: UseCaseContext, call: Call, text: string): Promise<{ cuts: readonly Span[]; unitIds: string[] }> => {
  const reading = await readPeople(ctx, call, text)
  const { directory } = ctx.office
  if (reading.allUnits) {
    if (!call.group) throw new Problem('bad_request', '“各单位”指本群各单位,请在工作群里约稿')
    const own = actorOf(ctx).unitId
    return { cuts: reading.cuts, unitIds: (await listGroupUnits(ctx, call.group.id)).filter((id) => !directory.isWithin(own, id)) }
  }
  const ofClasses = await readClassUnits(ctx, text)
  // A person named stands for their unit: a call is the unit's.
  const named = reading.parties.map(({ party }) =>
    party.startsWith('u:') ? party.slice(2) : (directory.findMember(party.slice(2))?.unitId ?? ''),
  )
  return { cuts: [...reading.cuts, ...ofClasses.cuts], unitIds: [...new Set([...named, ...ofClasses.unitIds])] }
}

/** #约稿: what happens when the information section asks units for contributions. */
export const callCommand: Command = {
  tags: ['约稿'],
  numbers: 'none',
  needs: { body: true },
  example: '#约稿 冬季安全生产经验做法,每篇1500字以内,11月27日前,@消防救援支队 @城管局',
  help: '向单位约稿,写明主题、要求、时限、单位',
  audience: '信息科',
  run: async (ctx, call) => {
    const { cuts, unitIds } = await unitsOf(ctx, call, call.body)
    if (unitIds.length === 0) throw new Problem('bad_request', `请写明约稿单位,例如:${callCommand.example}`)
    const { matched } = readLimit(ctx, call.body, 'normal')
    const topic = composeTopic(call.body, [...cuts, ...(matched ? [matched] : [])])
    const opened = await openCall(ctx, { body: call.body, topic, unitIds, groupId: call.group?.id ?? null })
    const mentioned = unitIds.flatMap((id) => ctx.office.directory.mentionedFor(id, today(ctx)).map((member) => member.id))
    const text = describeCall(call.wording, { number: opened.matter.number, title: opened.matter.title, unitIds, limit: opened.limit })
    return inChat(
      text,
      [...new Set(mentioned)].filter((id) => id !== ctx.actor?.id),
    )
  },
}

export const takeCommand: Command = {
  tags: ['认领'],
  numbers: 'many',
  needs: { number: true },
  example: '#认领 140',
  help: '认领约稿',
  audience: '信息员',
  run: async (ctx, call) => {
    const lines: string[] = []
    for (const number of call.numbers) lines.push(describeTaken(call.wording, number, await takeCall(ctx, { number })))
    return inChat(lines.join('\n'))
  },
}

export const deliverCommand: Command = {
  tags: ['报送'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#报送 140 我局推行“一楼一策”整治隐患⏎11月以来,……',
  help: '报送约稿',
  audience: '信息员',
  run: async (ctx, call) => {
    const { category, title, body } = readSubmissionText(call.body, ctx.office.settings.submissions.categories)
    const delivered = await deliverToCall(ctx, {
      number: onlyNumber(call),
      title,
      body,
      ...(category === null ? {} : { category }),
      groupId: call.group?.id ?? null,
    })
    await tellNext(ctx, delivered)
    const { matter, submission } = delivered
    const text = describeDelivered(call.wording, { ...delivered, number: matter.number, title: matter.title, unitId: submission.unitId })
    return inChat(text, [delivered.call.issuerId])
  },
}

export const finishCallCommand: Command = {
  tags: ['结束约稿', '截稿'],
  numbers: 'one',
  needs: { number: true },
  example: '#截稿 140',
  help: '结束约稿,未报单位记录在案',
  audience: '信息科',
  run: async (ctx, call) => {
    const { matter, missed } = await finishCall(ctx, { number: onlyNumber(call), text: call.body })
    return inChat(describeCallEnded(matter.number, missed))
  },
}
