import { z } from 'zod'
import { Supervision, type Matter } from '../../entities/index.ts'
import type { Milestone } from '../../rules/milestones.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { actingParties } from '../matters/standing.ts'
import { rowChange } from '../matters/write-beside.ts'
import { getSupervised } from './find-supervision.ts'
import { reminderOf } from './plan-milestones.ts'

export const finishMilestoneSchema = z.strictObject({
  number: z.int().positive(),
  /** 1 for the earliest; absent: the first that is not done. */
  position: z.int().positive().optional(),
  text: z.string().trim().max(1_000).default(''),
})

export interface FinishedMilestone {
  matter: Matter
  milestones: Milestone[]
  /** Its place among them, from 1. */
  position: number
}

/** 节点完成: one step is done. It reports nothing and closes nothing else; the light follows. */
export const finishMilestone = async (ctx: UseCaseContext, input: z.input<typeof finishMilestoneSchema>): Promise<FinishedMilestone> => {
  const { number, position: wanted, text } = finishMilestoneSchema.parse(input)
  const { target, supervision } = await getSupervised(ctx, number)
  const before = supervision.milestones ?? []
  if (before.length === 0) throw new Problem('wrong_state', `〔${number}〕没有定过节点`)
  const position = wanted ?? before.findIndex(({ doneAt }) => doneAt === null) + 1
  const milestone = before[position - 1]
  if (position === 0) throw new Problem('wrong_state', `〔${number}〕的节点都已完成`)
  if (!milestone) throw new Problem('bad_request', `〔${number}〕只有 ${before.length} 个节点`)
  if (milestone.doneAt !== null) throw new Problem('wrong_state', `〔${number}〕第 ${position} 个节点已经完成`)
  const done = { ...milestone, doneAt: ctx.sentAt, doneById: actorOf(ctx).id }
  const milestones = before.map((each, index) => (index === position - 1 ? done : each))
  const matter = await changeState(
    ctx,
    { ...target, milestones },
    {
      action: 'finish_milestone',
      text: [`${position}. ${milestone.title}`, text].filter(Boolean).join(':'),
      data: { position },
      beside: [rowChange(Supervision, supervision, { milestones, reminderAt: reminderOf(ctx, milestones) })],
      onBehalfOfId: actingParties(ctx, target.parties)[0]?.onBehalfOfId ?? null,
    },
  )
  return { matter, milestones, position }
}
