import type { WorkGroup } from '../../entities/index.ts'
import { confirmGroup } from '../../use-cases/groups/confirm-group.ts'
import { confirmIdentity } from '../../use-cases/groups/confirm-identity.ts'
import { readGroupFacts } from '../../use-cases/groups/group-facts.ts'
import { registerGroup } from '../../use-cases/groups/register-group.ts'
import { actorOf, today } from '../../use-cases/context.ts'
import { Problem } from '../../rules/problems.ts'
import { readParties } from '../../rules/parties/read-parties.ts'
import { parseMoment } from '../../rules/deadline/parse-moment.ts'
import { cutSpans } from '../../rules/task-text.ts'
import { describeGroupConfirmed, describeGroupRegistered } from '../../wording/groups.ts'
import { nameUnit } from '../../wording/names.ts'
import { unboundHint } from '../../wording/replies.ts'
import { describeIdentityConfirmed } from '../../wording/self.ts'
import { inChat, type Call, type Command } from './command.ts'
import { readMembers } from './read-people.ts'

/** As the ledger keeps it. */
const longestPurpose = 120

/** The chat is that group from here on: the answer belongs to it. */
const becomes = (call: Call, group: WorkGroup): void => {
  if (call.group) Object.assign(call.group, group)
}

export const registerGroupCommand: Command = {
  tags: ['登记本群', '登记'],
  numbers: 'none',
  needs: { body: true },
  example: '#登记本群 老旧小区改造协调 住建局 到12月31日',
  help: '登记群的用途、归口单位、到期日',
  audience: '办公室',
  open: true,
  run: async (ctx, call) => {
    if (!call.group) throw new Problem('bad_request', '请在要登记的群里发送')
    if (!ctx.actor) throw new Problem('forbidden', unboundHint)
    if (call.body === '') throw new Problem('bad_request', `请写明用途,例如:${registerGroupCommand.example}`)
    const { calendar, settings } = ctx.office
    const until = /(?:^|\s)(?:到期?|至|截至)\s*\S+\s*$/u.exec(call.body)
    const moment = until ? parseMoment(until[0], { sentAt: ctx.sentAt, calendar, settings }) : null
    const rest = until && moment?.kind === 'due' ? call.body.slice(0, until.index) : call.body
    const lastWord = /\s(\S+)\s*$/u.exec(rest)
    const named = lastWord
      ? readParties(lastWord[1] ?? '', await call.names()).parties.find(
          ({ party, written }) => party.startsWith('u:') && written === lastWord[1],
        )
      : undefined
    const purpose = (named && lastWord ? cutSpans(rest, [{ from: lastWord.index, to: rest.length }]) : rest).trim()
    if (purpose === '' || purpose.length > longestPurpose)
      throw new Problem('bad_request', `请写明用途,不超过${longestPurpose}字,例如:${registerGroupCommand.example}`)
    const group = await registerGroup(ctx, {
      groupId: call.group.id,
      purpose,
      ...(named ? { ownerUnitId: named.party.slice(2) } : {}),
      ...(moment?.kind === 'due' ? { closesOn: calendar.dayOf(moment.due) } : {}),
    })
    becomes(call, group)
    const unit = nameUnit(ctx.office.directory, group.ownerUnitId ?? '')
    return inChat(describeGroupRegistered(call.wording, group, unit, actorOf(ctx).name))
  },
}

export const confirmGroupCommand: Command = {
  tags: ['确认本群'],
  numbers: 'none',
  needs: {},
  example: '#确认本群',
  help: '机器人换了微信登录后,群主确认这就是台账中的群',
  audience: '办公室',
  open: true,
  run: async (ctx, call) => {
    if (!call.group) throw new Problem('bad_request', '请在要确认的群里发送')
    if (!ctx.actor) throw new Problem('forbidden', unboundHint)
    const group = await confirmGroup(ctx, call.group.id)
    becomes(call, group)
    const facts = await readGroupFacts(ctx, [group.id], today(ctx))
    return inChat(describeGroupConfirmed(call.wording, group, facts.get(group.id)?.openMatters ?? 0))
  },
}

export const confirmIdentityCommand: Command = {
  tags: ['确认身份'],
  numbers: 'none',
  needs: { body: true },
  example: '#确认身份 @张三',
  help: '群主确认换了微信登录的人',
  audience: '办公室',
  run: async (ctx, call) => {
    if (!call.group) throw new Problem('bad_request', '请在群里发送')
    const { memberIds } = await readMembers(ctx, call, call.body)
    const names: string[] = []
    for (const memberId of memberIds) {
      await confirmIdentity(ctx, call.group.id, memberId)
      names.push(ctx.office.directory.findMember(memberId)?.name ?? '')
    }
    return inChat(describeIdentityConfirmed(names.join('、')))
  },
}
