import type { Day } from '../../rules/instant.ts'
import { parseMoment } from '../../rules/deadline/parse-moment.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { closeGroup } from '../../use-cases/groups/close-group.ts'
import { findMyGroups } from '../../use-cases/groups/find-my-groups.ts'
import { keepGroup } from '../../use-cases/groups/keep-group.ts'
import { listGroups } from '../../use-cases/groups/list-groups.ts'
import { askWhichGroup, describeGroupClosed, describeGroupKept, describeLedger, groupClosed } from '../../wording/groups.ts'
import { inChat, toSpeaker, type Call, type Command } from './command.ts'

/** Lines a chat message lists at most; the rest is in the mini-program. */
const listLength = 20

/** The group it is said in; in private the one that is named, or the one that the speaker was asked about. */
const groupMeant = async (ctx: UseCaseContext, call: Call, words: string): Promise<string> => {
  if (call.group) return call.group.id
  const { named, mine } = await findMyGroups(ctx, words)
  const [only, other] = named
  const names = (named.length > 0 ? named : mine).map(({ name }) => name)
  if (!only || other) throw new Problem('bad_request', askWhichGroup(call.written, names))
  return only.id
}

export const closeGroupCommand: Command = {
  tags: ['关闭本群', '关闭群'],
  numbers: 'none',
  needs: {},
  example: '#关闭本群',
  help: '群不用了,由群主关闭(私聊可带群名)',
  audience: '办公室',
  run: async (ctx, call) => {
    const groupId = await groupMeant(ctx, call, call.body)
    const group = await closeGroup(ctx, { groupId, fromGroup: call.group !== null })
    return call.group ? inChat(groupClosed) : toSpeaker(describeGroupClosed(group.name))
  },
}

/** What stands behind 延用本群: the group's name in private, and until when. */
const readKeeping = (ctx: UseCaseContext, body: string): { words: string; closesOn: Day | null | undefined } => {
  const forEver = /(?:^|\s)(?:长期|不设期限)\s*$/u.exec(body)
  if (forEver) return { words: body.slice(0, forEver.index).trim(), closesOn: null }
  const until = /(?:^|\s)(?:到期?|至|延至|延到|截至)\s*\S+\s*$/u.exec(body)
  if (!until) return { words: body.trim(), closesOn: undefined }
  const { calendar, settings } = ctx.office
  const moment = parseMoment(until[0], { sentAt: ctx.sentAt, calendar, settings })
  if (moment?.kind !== 'due') throw new Problem('bad_request', `没看懂延用到哪天,例如:${keepGroupCommand.example}`)
  return { words: body.slice(0, until.index).trim(), closesOn: calendar.dayOf(moment.due) }
}

export const keepGroupCommand: Command = {
  tags: ['延用本群', '延用群', '继续使用本群'],
  numbers: 'none',
  needs: {},
  example: '#延用本群 到 12月31日',
  help: '群继续用,可写到哪天或“长期”(私聊可带群名)',
  audience: '办公室',
  run: async (ctx, call) => {
    const { words, closesOn } = readKeeping(ctx, call.body)
    if (call.group && words !== '') throw new Problem('bad_request', `没看懂“${words}”,例如:${keepGroupCommand.example}`)
    const groupId = await groupMeant(ctx, call, words)
    const group = await keepGroup(ctx, { groupId, ...(closesOn === undefined ? {} : { closesOn }) })
    const text = describeGroupKept(call.wording, group, call.group !== null)
    return call.group ? inChat(text) : toSpeaker(text)
  },
}

export const groupLedgerCommand: Command = {
  tags: ['群台账'],
  numbers: 'none',
  needs: {},
  example: '#群台账',
  help: '我的群:用途、群主、到期、在办(私信答复)',
  audience: '任何人',
  run: async (ctx, call) => {
    const { items, next } = await listGroups(ctx, { limit: listLength })
    return toSpeaker(describeLedger(call.wording, items, next !== null))
  },
}
