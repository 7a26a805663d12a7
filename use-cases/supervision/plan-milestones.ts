import { z } from 'zod'
import { Supervision, type Matter } from '../../entities/index.ts'
import { milestoneLimits, nextMilestoneReminder, type Milestone } from '../../rules/milestones.ts'
import { Problem } from '../../rules/problems.ts'
import { describeMilestonesText } from '../../wording/supervision.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { standingsOf } from '../matters/standing.ts'
import { rowChange } from '../matters/write-beside.ts'
import { checkLimit } from '../tasks/check-limit.ts'
import { getSupervised, type Supervised } from './find-supervision.ts'

export const milestonesSchema = z
  .array(
    z.strictObject({
      title: z.string().trim().min(1, '请写明节点内容').max(milestoneLimits.title, `节点内容不超过 ${milestoneLimits.title} 字`),
      dueAt: z.int().positive(),
    }),
  )
  .min(1, '请写明节点')
  .max(milestoneLimits.count, `节点不超过 ${milestoneLimits.count} 个`)

export const planMilestonesSchema = z.strictObject({ number: z.int().positive(), milestones: milestonesSchema })

/** Those asked for, the earliest first; one that stood there by the same words stays done. */
const merge = (wanted: z.output<typeof milestonesSchema>, before: readonly Milestone[]): Milestone[] => {
  const done = new Map(before.map(({ title, doneAt, doneById }) => [title, { doneAt, doneById }]))
  return wanted
    .map(({ title, dueAt }) => ({ title, dueAt, ...(done.get(title) ?? { doneAt: null, doneById: null }) }))
    .toSorted((a, b) => a.dueAt - b.dueAt)
}

const check = (ctx: UseCaseContext, { matter }: Supervised['target'], milestones: readonly Milestone[]): void => {
  const titles = new Set(milestones.map(({ title }) => title))
  if (titles.size < milestones.length) throw new Problem('bad_request', `〔${matter.number}〕有两个节点内容相同`)
  for (const { dueAt, doneAt, title } of milestones) {
    if (doneAt === null) checkLimit(ctx, dueAt)
    if (matter.dueAt !== null && dueAt > matter.dueAt) throw new Problem('bad_request', `节点“${title}”晚于〔${matter.number}〕的时限`)
  }
}

/** The reminder that is next with these milestones. */
export const reminderOf = (ctx: UseCaseContext, milestones: readonly Milestone[]): number | null =>
  nextMilestoneReminder(ctx.office.calendar, ctx.office.settings.reminders.at, milestones, ctx.now)

/** 节点: sets the dated steps of a matter, in place of those it had (docs/rules.md, Supervision). The light follows at once. */
export const planMilestones = async (
  ctx: UseCaseContext,
  input: z.input<typeof planMilestonesSchema>,
): Promise<{ matter: Matter; milestones: Milestone[] }> => {
  const { number, milestones: wanted } = planMilestonesSchema.parse(input)
  const { target, supervision } = await getSupervised(ctx, number)
  const milestones = merge(wanted, supervision.milestones ?? [])
  check(ctx, target, milestones)
  const matter = await changeState(
    ctx,
    { ...target, milestones },
    {
      action: 'plan_milestones',
      text: describeMilestonesText(ctx.office.calendar, milestones, ctx.now),
      beside: [rowChange(Supervision, supervision, { milestones, reminderAt: reminderOf(ctx, milestones) })],
      onBehalfOfId: standingsOf(ctx, target.matter, target.parties).issuerOnBehalfOfId,
    },
  )
  return { matter, milestones }
}
