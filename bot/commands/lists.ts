import { Matter } from '../../entities/index.ts'
import { nameMode } from '../../rules/disclosure-text.ts'
import { Problem } from '../../rules/problems.ts'
import { nameStage } from '../../rules/matter-stage.ts'
import { actorOf, type UseCaseContext } from '../../use-cases/context.ts'
import { readCall } from '../../use-cases/calls/read-call.ts'
import { listGroupMatters } from '../../use-cases/matters/list-group-matters.ts'
import { listIssued } from '../../use-cases/matters/list-issued.ts'
import { readIssue } from '../../use-cases/issues/read-issue.ts'
import { readMatter } from '../../use-cases/matters/read-matter.ts'
import { countMyTodos } from '../../use-cases/todos/count-my-todos.ts'
import { listMyTodos } from '../../use-cases/todos/list-my-todos.ts'
import { readSubmission } from '../../use-cases/submissions/read-submission.ts'
import { readInstruction } from '../../use-cases/instructions/read-instruction.ts'
import { getItem } from '../../use-cases/disclosure/find-item.ts'
import { getMatter } from '../../use-cases/matters/find-matter.ts'
import { listAttendance } from '../../use-cases/meetings/list-attendance.ts'
import { readProcedure } from '../../use-cases/procedures/read-procedure.ts'
import { readUrgent } from '../../use-cases/urgent/read-urgent.ts'
import { instructionLines } from '../../wording/instructions.ts'
import { describeItem } from '../../wording/disclosure.ts'
import { nameUnit } from '../../wording/names.ts'
import { describeMeetingState } from '../../wording/meetings.ts'
import { describeProcedure } from '../../wording/procedure-state.ts'
import { describeUrgent } from '../../wording/urgent.ts'
import { describeCallProgress } from '../../wording/calls.ts'
import { describeSubmission } from '../../wording/submissions.ts'
import { describeIssue } from '../../wording/issues.ts'
import { describeGroupMatters, describeIssued, describeMatter, describeMyTodos } from '../../wording/lists.ts'
import { supervisionLines } from '../../wording/supervision.ts'
import { answerNoticeProgress, ifNotice } from './notice.ts'
import { inChat, listToSpeaker, type Answer, type Call, type Command } from './command.ts'

/** Lines a chat message lists at most; the rest is in the mini-program. */
const listLength = 15

/** In a group: this group's matters there, all of them privately (docs/rules.md, Private tags and channels). */
export const myTodosCommand: Command = {
  tags: ['我的', '我的待办', '待办事项'],
  numbers: 'none',
  needs: {},
  example: '#我的',
  help: '我的待办',
  audience: '任何人',
  run: async (ctx, call) => {
    const { name } = actorOf(ctx)
    const { total } = await countMyTodos(ctx)
    const all = listToSpeaker(
      describeMyTodos(call.wording, (await listMyTodos(ctx, { limit: listLength })).items, { total, inGroup: false, name }),
    )
    if (!call.group) return all
    const here = (await listMyTodos(ctx, { limit: listLength, groupId: call.group.id })).items
    const answer = inChat(describeMyTodos(call.wording, here, { total, inGroup: true, name }))
    return total > here.length ? [...answer, ...all] : answer
  },
}

export const issuedCommand: Command = {
  tags: ['我交办的', '我交办'],
  numbers: 'none',
  needs: {},
  example: '#我交办的',
  help: '我交办、还没办结的事项(私信答复)',
  audience: '任何人',
  run: async (ctx, call) => {
    const open = await listIssued(ctx, { limit: listLength, state: 'open' })
    const submitted = await listIssued(ctx, { limit: listLength, state: 'submitted' })
    const matters = [...submitted.items, ...open.items].map((matter) => ({ ...matter, stage: nameStage(matter.kind, matter.stage) }))
    return listToSpeaker(describeIssued(call.wording, matters, open.next !== null || submitted.next !== null))
  },
}

export const groupMattersCommand: Command = {
  tags: ['本群', '本群事项'],
  numbers: 'none',
  needs: {},
  example: '#本群',
  help: '本群在办事项',
  audience: '任何人',
  run: async (ctx, call) => {
    if (!call.group) throw new Problem('bad_request', '请在工作群里发送 #本群')
    const page = await listGroupMatters(ctx, call.group.id, { limit: listLength })
    return inChat(describeGroupMatters(call.wording, page.items, page.next !== null))
  },
}

const describeOne = async (ctx: UseCaseContext, call: Call, number: number): Promise<Answer> => {
  const matter = await readMatter(ctx, number, { limit: 20 })
  if (matter.form === 'brief') {
    const isOfThisChat = call.group === null || (await ctx.tx.existsBy(Matter, { number, groupId: call.group.id }))
    return { text: describeMatter(call.wording, matter, false), to: isOfThisChat ? 'chat' : 'speaker' }
  }
  const inPrivate = call.group === null || matter.group?.id !== call.group.id
  if (matter.kind === 'submission') {
    const { submission, authors, mergedInto } = await readSubmission(ctx, number)
    const unitIds = [...new Set(authors.map(({ unit }) => unit.id))]
    const line = { ...matter, stage: nameStage(matter.kind, matter.stage), authorId: submission.authorId, unitIds, mergedInto }
    return { text: describeSubmission(call.wording, line, inPrivate), to: inPrivate ? 'speaker' : 'chat' }
  }
  if (matter.kind === 'call') {
    const progress = await readCall(ctx, number)
    const byName = inPrivate && matter.issuer.id === ctx.actor?.id
    const line = { number, title: matter.title, dueAt: matter.dueAt, units: progress.units }
    return { text: describeCallProgress(call.wording, line, byName), to: inPrivate ? 'speaker' : 'chat' }
  }
  if (matter.kind === 'urgent') {
    const page = await readUrgent(ctx, number)
    const line = {
      ...matter,
      ...page.report,
      ...page,
      stage: nameStage(matter.kind, matter.stage),
      severity: page.severity.name,
      isOpen: page.matter.state === 'open',
    }
    return { text: describeUrgent(call.wording, line, inPrivate), to: inPrivate ? 'speaker' : 'chat' }
  }
  if (matter.kind === 'procedure' || matter.kind === 'absence') {
    const { found, ...rest } = await readProcedure(ctx, number)
    const { applicant, dueAt, answer } = found.procedure
    const line = { ...rest, number, title: matter.title, stage: nameStage(matter.kind, matter.stage), applicant, dueAt, answer }
    return { text: describeProcedure(call.wording, line, inPrivate), to: inPrivate ? 'speaker' : 'chat' }
  }
  if (matter.kind === 'meeting') {
    const line = { number, title: matter.title, stage: nameStage(matter.kind, matter.stage), startsAt: matter.dueAt }
    const attendance = await listAttendance(ctx, await getMatter(ctx, number))
    return { text: describeMeetingState(call.wording, line, attendance), to: inPrivate ? 'speaker' : 'chat' }
  }
  if (matter.kind === 'disclosure') {
    const { item } = await getItem(ctx, number)
    const stage = nameStage(matter.kind, matter.stage)
    const line = { ...item, number, stage, unit: nameUnit(ctx.office.directory, item.unitId), mode: nameMode(item.mode) }
    return { text: describeItem(line), to: inPrivate ? 'speaker' : 'chat' }
  }
  if (matter.kind === 'issue') {
    const { items, waitingFor, compiledBy } = await readIssue(ctx, number)
    const stage = nameStage(matter.kind, matter.stage)
    const line = {
      number,
      title: matter.title,
      stage,
      editor: compiledBy.name,
      items: items.length,
      waitingFor: waitingFor.map(({ name }) => name),
    }
    return { text: describeIssue(line), to: inPrivate ? 'speaker' : 'chat' }
  }
  const latest = matter.timeline.items.find(
    (item) => ['feedback', 'submit', 'finish_part', 'complete'].includes(item.action) && item.text !== '' && !item.undone,
  )
  const answer = {
    ...matter,
    stage: nameStage(matter.kind, matter.stage),
    lights: ctx.office.settings.lights,
    latest: latest ? { at: latest.at, who: latest.actor?.name ?? '系统', text: latest.text } : null,
  }
  const told = matter.kind === 'instruction' ? instructionLines(await readInstruction(ctx, number), inPrivate) : []
  const supervised = supervisionLines(call.wording, matter.supervision)
  return { text: [describeMatter(call.wording, answer, inPrivate), ...told, ...supervised].join('\n'), to: inPrivate ? 'speaker' : 'chat' }
}

/** A number of this group is answered in the group; any other one privately. */
export const queryCommand: Command = {
  tags: ['查', '进度', '查询'],
  numbers: 'many',
  needs: { number: true },
  example: '#查 128',
  help: '查一件事的进度(@我 加编号也可以)',
  audience: '任何人',
  run: async (ctx, call) => {
    const answers: Answer[] = []
    for (const number of call.numbers)
      answers.push(...((await ifNotice(ctx, call, number, answerNoticeProgress)) ?? [await describeOne(ctx, call, number)]))
    return answers
  },
}
