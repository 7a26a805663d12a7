import { endShownCode, useBindCode } from '../../use-cases/bindings/bind-codes.ts'
import { issueLoginCode } from '../../use-cases/bindings/login-codes.ts'
import { delegate, endDelegation } from '../../use-cases/delegations/delegate.ts'
import { snoozeReminders } from '../../use-cases/reminders/snooze-reminders.ts'
import { Problem } from '../../rules/problems.ts'
import { cutSpans } from '../../rules/task-text.ts'
import {
  bindInPrivate,
  describeBound,
  describeLinked,
  describeLoginCode,
  describePosting,
  describePostingEnded,
  describeSnoozed,
  describeSnoozeEnded,
  describeStandIn,
  describeStandInEnded,
  loginElsewhere,
} from '../../wording/self.ts'
import { answerPrivately } from './answer-privately.ts'
import { inChat, toSpeaker, type Command } from './command.ts'
import { readInstant } from './read-instant.ts'
import { readMembers } from './read-people.ts'

export const bindCommand: Command = {
  tags: ['绑定'],
  numbers: 'none',
  needs: { body: true },
  example: '#绑定 1234567890',
  isPrivate: true,
  help: '用安全管理员给的码绑定身份(私聊)',
  audience: '任何人',
  open: true,
  run: async (ctx, call) => {
    // A code shown in a group is no secret any more: it is ended, not used.
    if (call.group) {
      await endShownCode(ctx, call.codes, call.body)
      return toSpeaker(bindInPrivate)
    }
    const outcome = await useBindCode(ctx, call.codes, { code: call.body, bindingId: call.bindingId })
    if (outcome.outcome === 'refused') return toSpeaker(outcome.message)
    return toSpeaker(outcome.outcome === 'bound' ? describeBound(outcome.name) : describeLinked(outcome.name))
  },
}

export const loginCommand: Command = {
  tags: ['登录'],
  numbers: 'none',
  needs: {},
  example: '#登录',
  help: '取网页登录码(私信)',
  audience: '任何人',
  run: async (ctx, call) => {
    const answer = toSpeaker(describeLoginCode(await issueLoginCode(ctx, call.codes)))
    return call.group ? [...inChat(loginElsewhere), ...answer] : answer
  },
}

export const snoozeCommand: Command = {
  tags: ['静默', '免打扰'],
  numbers: 'none',
  needs: { body: true },
  example: '#静默 2小时',
  isPrivate: true,
  help: '把我的提醒推迟(2小时、明天、周一)',
  audience: '任何人',
  takeBack: '请发 #静默 取消',
  run: answerPrivately(async (ctx, call) => {
    if (/^(?:取消|结束|恢复|关闭)/u.test(call.body)) {
      await snoozeReminders(ctx, ctx.now)
      return toSpeaker(describeSnoozeEnded)
    }
    const { at } = readInstant(ctx, call.body, snoozeCommand.example)
    // A day means its morning: 静默 明天 ends when tomorrow's work begins.
    const { calendar } = ctx.office
    const day = calendar.dayOf(at)
    const isWholeDay = at === calendar.closeOfWork(day) && !/下班|晚|下午|点|时/u.test(call.body)
    const until = isWholeDay && day > calendar.dayOf(ctx.now) ? calendar.openOfWork(day) : at
    await snoozeReminders(ctx, until)
    return toSpeaker(describeSnoozed(call.wording, until))
  }),
}

export const standInCommand: Command = {
  tags: ['代理'],
  numbers: 'none',
  needs: { body: true },
  example: '#代理 @李四 到周五',
  help: '外出时委托他人代办(#代理 取消)',
  audience: '任何人',
  takeBack: '请发 #代理 取消',
  run: async (ctx, call) => {
    if (/^(?:取消|结束)/u.test(call.body)) return inChat(describeStandInEnded(await endDelegation(ctx, { kind: 'stand_in' })))
    const { memberIds, reading } = await readMembers(ctx, call, call.body)
    const [toId, other] = memberIds
    if (!toId || other) throw new Problem('bad_request', `请只写一位代理人,例如:${standInCommand.example}`)
    const { at } = readInstant(ctx, cutSpans(call.body, reading.cuts), standInCommand.example)
    await delegate(ctx, { kind: 'stand_in', toId, endsAt: at })
    return inChat(describeStandIn(call.wording, ctx.office.directory.findMember(toId)?.name ?? '', at), [toId])
  },
}

export const allowPostingCommand: Command = {
  tags: ['授权', '授权代发'],
  numbers: 'none',
  needs: { body: true },
  example: '#授权 @张秘书',
  help: '允许秘书以我的名义交办',
  audience: '交办人',
  takeBack: '请发 #取消授权',
  run: async (ctx, call) => {
    if (/^(?:取消|结束|收回)/u.test(call.body)) return inChat(describePostingEnded(await endDelegation(ctx, { kind: 'posting' })))
    const { memberIds } = await readMembers(ctx, call, call.body)
    const [toId, other] = memberIds
    if (!toId || other) throw new Problem('bad_request', `请只写一位,例如:${allowPostingCommand.example}`)
    await delegate(ctx, { kind: 'posting', toId, endsAt: null })
    return inChat(describePosting(ctx.office.directory.findMember(toId)?.name ?? ''), [toId])
  },
}

export const endPostingCommand: Command = {
  tags: ['取消授权'],
  numbers: 'none',
  needs: {},
  example: '#取消授权',
  help: '收回代发授权',
  audience: '交办人',
  takeBack: '请重新发 #授权',
  run: async (ctx) => inChat(describePostingEnded(await endDelegation(ctx, { kind: 'posting' }))),
}
