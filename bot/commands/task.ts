import { assignRoles, type PartiesReading } from '../../rules/parties/read-parties.ts'
import { memberParty, unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { maskSource, readSource, type MatterSource } from '../../rules/supervision.ts'
import { composeTitle, cutSpans, readUrgency, saysWhat, type Span } from '../../rules/task-text.ts'
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

/** 各单位(除公安局外): whom it leaves out is for the issuer to say, not to be passed over. */
const butSome = /各\p{Script=Han}{0,2}(?:单位|部门)\s*[(\uFF08]?(?:除|不含|不包括)|除[^,\uFF0C。]{1,20}外[,\uFF0C\s]*请?各/u

const partiesOf = async (
  ctx: UseCaseContext,
  call: Call,
  reading: PartiesReading,
  issuerId: string,
): Promise<ReturnType<typeof assignRoles>> => {
  const named = assignRoles(reading.parties)
  if (!reading.allUnits && !reading.othersAssist) return named
  if (!call.group) throw new Problem('bad_request', '“各单位”指本群各单位,请在工作群里交办')
  if (butSome.test(call.body)) throw new Problem('bad_request', '“各单位”不能写除外,请逐个写明单位')
  // Neither one's own unit nor those above it: a section does not ask its own office.
  const { directory } = ctx.office
  const issuerUnit = directory.findMember(issuerId)?.unitId ?? ''
  const units = (await listGroupUnits(ctx, call.group.id)).filter((unitId) => !directory.isWithin(issuerUnit, unitId))
  const isNamed = (unitId: string): boolean =>
    named.some(({ party }) => party === unitParty(unitId) || directory.findMember(party.slice(2))?.unitId === unitId)
  const role = reading.othersAssist ? ('assisting' as const) : ('responsible' as const)
  return [...named, ...units.filter((unitId) => !isNamed(unitId)).map((unitId) => ({ party: unitParty(unitId), role }))]
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
  if (!saysWhat(body, cuts)) throw new Problem('bad_request', `请写明要办的事,例如:${taskCommand.example}`)
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

/** A line below the list that is nothing but a limit (周五前完成) is everybody's, not the last entry's. */
const takeTail = (ctx: UseCaseContext, lines: readonly string[]): { tail: string; entries: readonly string[] } => {
  const last = lines.at(-1) ?? ''
  const at = last.lastIndexOf('\n')
  const tail = at < 0 ? '' : last.slice(at + 1)
  const { matched } = readLimit(ctx, tail, 'normal')
  if (!matched || composeTitle(tail, [matched]).length > shortTail || readLimit(ctx, last.slice(0, at), 'normal').matched)
    return { tail: '', entries: lines }
  return { tail, entries: [...lines.slice(0, -1), last.slice(0, at)] }
}

/** 完成, 报我 and the like: what a limit is followed by. */
const shortTail = 6

const registerList = async (ctx: UseCaseContext, call: Call, head: string, lines: readonly string[]): Promise<Answer[]> => {
  const above = head ? await readPeople(ctx, call, maskSource(head)) : null
  const { tail, entries } = takeTail(ctx, lines)
  const limit = head || tail ? readLimit(ctx, [head, tail].join('\n'), 'normal') : null
  const inherited: Inherited = {
    parties: above && (above.parties.length > 0 || above.allUnits) ? above : null,
    limitText: limit?.matched?.text ?? '',
    source: sourceOf(head),
  }
  const created: CreatedTask[] = []
  const refused: { line: number; reason: string }[] = []
  for (const [index, line] of entries.entries()) {
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
