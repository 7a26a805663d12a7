import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { listOpenTodos } from '../matters/todos.ts'
import { openSubmission, openSubmissionSchema, type OpenedSubmission } from '../submissions/open-submission.ts'
import { answeringUnit, getCall } from './find-call.ts'
import { recordIncident } from './record-incident.ts'

export const deliverToCallSchema = openSubmissionSchema
  .omit({ draft: true, callId: true, tone: true })
  .extend({ number: z.int().positive() })

export type DeliverToCallInput = z.input<typeof deliverToCallSchema>

export interface Delivered extends OpenedSubmission {
  call: Matter
  /** After the call's limit, as it was spoken. */
  isLate: boolean
  /** Units that still owe theirs. */
  waitingFor: number
}

/** 报送: a submission that answers a call; closes the unit's duty, and with the last one the call (docs/rules.md, Calls). */
export const deliverToCall = async (ctx: UseCaseContext, raw: DeliverToCallInput): Promise<Delivered> => {
  const { number, ...text } = deliverToCallSchema.parse(raw)
  const target = await getCall(ctx, number)
  const { party, onBehalfOfId } = answeringUnit(ctx, target)
  const { matter } = target
  if (matter.state !== 'open') throw new Problem('wrong_state', `〔${number}〕约稿已经结束,可用 #信息 另报`)
  const owing = (await listOpenTodos(ctx, matter.id)).filter(({ duty }) => duty === 'submit')
  const opened = await openSubmission(ctx, { ...text, groupId: text.groupId ?? matter.groupId, callId: matter.id })
  const isFirst = owing.some((todo) => todo.party === party.party)
  const others = owing.filter((todo) => todo.party !== party.party).length
  const isLate = isFirst && matter.dueAt !== null && ctx.sentAt > matter.dueAt
  const call = isFirst
    ? await changeState(ctx, target, {
        action: others === 0 ? 'deliver_last' : 'deliver',
        actingParty: party.party,
        text: `〔${opened.matter.number}〕${opened.matter.title}`,
        data: { submission: opened.matter.number, late: isLate },
        onBehalfOfId,
      })
    : matter
  if (isLate)
    await recordIncident(ctx, { kind: 'commission_late', unitId: opened.submission.unitId, matter, reason: `约稿〔${number}〕迟报` })
  return { ...opened, call, isLate, waitingFor: others }
}
