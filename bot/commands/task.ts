import { assignRoles, type PartiesReading } from '../../rules/parties/read-parties.ts'
import { memberParty, unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { maskSource, readSource, type MatterSource } from '../../rules/supervision.ts'
import { composeTitle, cutSpans, readUrgency, type Span } from '../../rules/task-text.ts'
import { actorOf, today, type UseCaseContext } from '../../use-cases/context.ts'
import { listGroupUnits } from '../../use-cases/groups/list-group-units.ts'
import { createTask, type CreatedTask } from '../../use-cases/tasks/create-task.ts'
import { readLimit } from '../../use-cases/tasks/read-limit.ts'
import { describeRegistered, describeRegisteredList, type RegisteredTask } from '../../wording/tasks.ts'
import { inChat, type Answer, type Call, type Command } from './command.ts'
import { readIssuer } from './read-issuer.ts'
import { readPeople } from './read-people.ts'
import { splitNumberedList } from './split-numbered-list.ts'

/** What a line of a list takes over from the words above it when it says nothing of its own. */
interface Inherited {
  parties: PartiesReading | null
  limitText: string
  source: MatterSource
}

const sourceOf = (text: string): MatterSource => {
  const { kind, text: written } = readSource(text)
  return { kind, text: written }
}

const partiesOf = async (
  ctx: UseCaseContext,
  call: Call,
  reading: PartiesReading,
  issuerId: string,
): Promise<ReturnType<typeof assignRoles>> => {
  if (!reading.allUnits) return assignRoles(reading.parties)
  if (!call.group) throw new Problem('bad_request', '“各单位”指本群各单位,请在工作群里交办')
  // Neither one's own unit nor those above it: a section does not ask its own office.
  const { directory } = ctx.office
  const issuerUnit = directory.findMember(issuerId)?.unitId ?? ''
  const units = (await listGroupUnits(ctx, call.group.id)).filter((unitId) => !directory.isWithin(issuerUnit, unitId))
  return units.map((unitId) => ({ party: unitParty(unitId), role: 'responsible' }))
}

/** One task's words → one task: urgency, issuer, parties, limit and title each read by their own rule. */
const registerOne = async (ctx: UseCaseContext, call: Call, text: string, inherited: Inherited): Promise<CreatedTask> => {
  const { urgency, cut } = readUrgency(text)
  const issuer = readIssuer(ctx, cutSpans(text, cut ? [cut] : []))
  const body = issuer.rest
  // The source is no part of the task: a bureau in it is no party, its day no limit.
  const { cut: sourceCut, ...ownSource } = readSource(body)
  const named = await readPeople(ctx, call, maskSource(body))
  const reading = named.parties.length === 0 && !named.allUnits && inherited.parties ? inherited.parties : named
  const issuerId = issuer.memberId ?? actorOf(ctx).id
  const parties = await partiesOf(ctx, call, reading, issuerId)
  if (parties.length === 0) throw new Problem('bad_request', `请写明责任人或单位,例如:${taskCommand.example}`)
  const ownLimit = readLimit(ctx, body, urgency)
  const limitText = ownLimit.kind === 'set' && ownLimit.byDefault === 'absent' ? inherited.limitText : ''
  const cuts: Span[] = [
    ...(reading === named ? reading.cuts : []),
    ...(ownLimit.matched ? [ownLimit.matched] : []),
    ...(sourceCut ? [sourceCut] : []),
  ]
  const source = ownSource.text === null ? inherited.source : ownSource
  const task = { title: composeTitle(body, cuts), source, parties, urgency, issuerId, groupId: call.group?.id ?? null }
  return limitText ? createTask(ctx, { ...task, body: `${body}(${limitText})` }) : createTask(ctx, { ...task, body }, ownLimit)
}

/** What wordings need of a task just registered. */
export const toRegistered = (ctx: UseCaseContext, created: CreatedTask): RegisteredTask => ({
  ...created.matter,
  parties: created.parties,
  limit: created.limit,
  similar: created.similar,
  nextMorning: created.nextMorning,
  issuedFor: created.matter.postedById === null ? null : (ctx.office.directory.findMember(created.matter.issuerId)?.name ?? null),
})

const mentionsOf = (ctx: UseCaseContext, tasks: readonly CreatedTask[]): string[] => {
  const members = tasks.flatMap((task) =>
    task.parties.flatMap((party) =>
      party.memberId !== null
        ? [party.memberId]
        : ctx.office.directory.mentionedFor(party.unitId ?? '', today(ctx)).map((member) => member.id),
    ),
  )
  return [...new Set(members)].filter((id) => memberParty(id) !== memberParty(ctx.actor?.id ?? ''))
}

const registerList = async (ctx: UseCaseContext, call: Call, head: string, lines: readonly string[]): Promise<Answer[]> => {
  const above = head ? await readPeople(ctx, call, maskSource(head)) : null
  const limit = head ? readLimit(ctx, head, 'normal') : null
  const inherited: Inherited = {
    parties: above && (above.parties.length > 0 || above.allUnits) ? above : null,
    limitText: limit?.matched?.text ?? '',
    source: sourceOf(head),
  }
  const created: CreatedTask[] = []
  const refused: { line: number; reason: string }[] = []
  for (const [index, line] of lines.entries()) {
    try {
      created.push(await registerOne(ctx, call, line, inherited))
    } catch (error) {
      // Good lines register, bad ones are reported (docs/rules.md, Addressing); nothing is written before a refusal.
      if (!(error instanceof Problem) || error.code === 'stale') throw error
      refused.push({ line: index + 1, reason: error.message })
    }
  }
  return inChat(
    describeRegisteredList(
      call.wording,
      created.map((task) => toRegistered(ctx, task)),
      refused,
    ),
    mentionsOf(ctx, created),
  )
}

/** #任务: what happens when somebody assigns work in a group. */
export const taskCommand: Command = {
  tags: ['任务', '督办', '交办', '待办', '任务单'],
  numbers: 'none',
  needs: { body: true },
  example: '#任务 @李四 周五下班前报送排查方案',
  help: '交办任务,可多人、可分行列多项',
  audience: '交办人',
  glued: true,
  run: async (ctx, call) => {
    const { head, lines } = splitNumberedList(call.body)
    if (lines.length > 1) return registerList(ctx, call, head, lines)
    const created = await registerOne(ctx, call, call.body, { parties: null, limitText: '', source: sourceOf('') })
    const answers = inChat(describeRegistered(call.wording, toRegistered(ctx, created)), mentionsOf(ctx, [created]))
    return answers.map((answer) => ({ ...answer, about: created.matter }))
  },
}
