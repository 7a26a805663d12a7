import { decideExtension, decideExtensionSchema } from '../../use-cases/tasks/decide-extension.ts'
import { requestExtension, requestExtensionSchema } from '../../use-cases/tasks/request-extension.ts'
import { setDue, setDueSchema } from '../../use-cases/tasks/set-due.ts'
import { memberIdsOfParties } from '../../use-cases/matters/mention-parties.ts'
import { describeDueSet, describeExtensionAsked, describeExtensionDecided } from '../../wording/progress.ts'
import type { Route } from '../define-route.ts'
import { defineAction } from './define-action.ts'

const [grant, refuse] = decideExtensionSchema.options
const decisionOnly = { number: true, decision: true } as const
const withoutNumber = { number: true } as const

/** 时限, 延期 and its decision. */
export const taskLimits: readonly Route[] = [
  defineAction('set-due', '定时限', setDueSchema.omit(withoutNumber), async (ctx, number, body, w) => {
    const matter = await setDue(ctx, { ...body, number })
    return { matter, tell: { text: describeDueSet(w, matter), memberIds: await memberIdsOfParties(ctx, matter.id) } }
  }),
  defineAction('request-extension', '申请延期', requestExtensionSchema.omit(withoutNumber), async (ctx, number, body, w) => {
    const matter = await requestExtension(ctx, { ...body, number })
    return { matter, tell: { text: describeExtensionAsked(w, matter, body.dueAt), memberIds: [matter.issuerId] } }
  }),
  defineAction('grant-extension', '同意延期', grant.omit(decisionOnly), async (ctx, number, body, w) => {
    const matter = await decideExtension(ctx, { ...body, number, decision: 'grant' })
    return { matter, tell: { text: describeExtensionDecided(w, matter, true), memberIds: await memberIdsOfParties(ctx, matter.id) } }
  }),
  defineAction('refuse-extension', '不同意延期', refuse.omit(decisionOnly), async (ctx, number, body, w) => {
    const matter = await decideExtension(ctx, { ...body, number, decision: 'refuse' })
    return { matter, tell: { text: describeExtensionDecided(w, matter, false), memberIds: await memberIdsOfParties(ctx, matter.id) } }
  }),
]
