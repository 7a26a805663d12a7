import type { UseCaseContext } from '../../use-cases/context.ts'
import { getMatter } from '../../use-cases/matters/find-matter.ts'
import { memberIdsOfParties } from '../../use-cases/matters/mention-parties.ts'
import { decideExtension } from '../../use-cases/tasks/decide-extension.ts'
import { requestExtension } from '../../use-cases/tasks/request-extension.ts'
import { setDue } from '../../use-cases/tasks/set-due.ts'
import { describeDueSet, describeExtensionAsked, describeExtensionDecided } from '../../wording/progress.ts'
import { Problem } from '../../rules/problems.ts'
import { inChat, onlyNumber, type Call, type Command } from './command.ts'
import { readInstant } from './read-instant.ts'

export const setDueCommand: Command = {
  tags: ['时限', '期限', '定时限'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#时限 128 11月30日',
  help: '定时限、改时限',
  audience: '交办人',
  run: async (ctx, call) => {
    const { at, written } = readInstant(ctx, call.body, setDueCommand.example)
    const matter = await setDue(ctx, { number: onlyNumber(call), dueAt: at, text: written.slice(0, 80) })
    return inChat(describeDueSet(call.wording, matter), await memberIdsOfParties(ctx, matter.id))
  },
}

/** 延3天, 顺延一周: counted from the limit, not from today. */
const addsToLimit =
  /^\s*(?:申请)?(?:(?:延期|延长|延后|顺延|推迟|宽限|延)\s*[\d一二两三四五六七八九十半]+\s*个?(?:工作日|天|日|周|星期|礼拜|小时|月)|[\d一二两三四五六七八九十半]+\s*个?(?:工作日|天|周|星期|礼拜|小时))/u

const fromWhen = async (ctx: UseCaseContext, call: Call): Promise<UseCaseContext> => {
  if (!addsToLimit.test(call.body)) return ctx
  const { matter } = await getMatter(ctx, onlyNumber(call))
  return { ...ctx, sentAt: matter.dueAt ?? ctx.sentAt }
}

export const requestExtensionCommand: Command = {
  tags: ['延期', '申请延期'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#延期 128 到12月5日 材料尚缺两家',
  help: '到期前申请延期(新时限、原因、进展)',
  audience: '承办人',
  run: async (ctx, call) => {
    const { at, rest } = readInstant(await fromWhen(ctx, call), call.body, requestExtensionCommand.example)
    if (!rest) throw new Problem('bad_request', `延期请写明原因,例如:${requestExtensionCommand.example}`)
    const matter = await requestExtension(ctx, { number: onlyNumber(call), dueAt: at, reason: rest })
    return inChat(describeExtensionAsked(call.wording, matter, at), [matter.issuerId])
  },
}

export const grantExtensionCommand: Command = {
  tags: ['同意延期'],
  numbers: 'one',
  needs: { number: true },
  example: '#同意延期 128',
  help: '批准延期',
  audience: '交办人',
  run: async (ctx, call) => {
    const matter = await decideExtension(ctx, { decision: 'grant', number: onlyNumber(call), reason: call.body })
    return inChat(describeExtensionDecided(call.wording, matter, true), await memberIdsOfParties(ctx, matter.id))
  },
}

export const refuseExtensionCommand: Command = {
  tags: ['不同意延期'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#不同意延期 128 请按原时限完成',
  help: '不批准延期(写明原因)',
  audience: '交办人',
  run: async (ctx, call) => {
    const matter = await decideExtension(ctx, { decision: 'refuse', number: onlyNumber(call), reason: call.body })
    return inChat(describeExtensionDecided(call.wording, matter, false), await memberIdsOfParties(ctx, matter.id))
  },
}
