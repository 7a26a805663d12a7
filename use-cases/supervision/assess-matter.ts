import { z } from 'zod'
import { Supervision, type Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { assessmentNames, assessments, type Assessment } from '../../rules/supervision.ts'
import { describeAssessed } from '../../wording/supervision.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { actingParties, standingsOf } from '../matters/standing.ts'
import { rowChange } from '../matters/write-beside.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { getSupervised } from './find-supervision.ts'

export const assessMatterSchema = z.strictObject({
  number: z.int().positive(),
  assessment: z.enum(assessments),
  text: z.string().trim().max(1_000).default(''),
})

/**
 * 评价 of a closed matter by its issuer or the supervisors: a fact in its timeline, told to those responsible in private and added up
 * nowhere (docs/rules.md, Supervision). Said again it takes the place of what was said before.
 */
export const assessMatter = async (
  ctx: UseCaseContext,
  input: z.input<typeof assessMatterSchema>,
): Promise<{ matter: Matter; assessment: Assessment }> => {
  const { number, assessment, text } = assessMatterSchema.parse(input)
  const { target, supervision } = await getSupervised(ctx, number)
  const { matter, parties } = target
  if (actingParties(ctx, parties).length > 0) throw new Problem('forbidden', `〔${number}〕您是承办人,不能评价自己承办的事项`)
  if (matter.state === 'open' || matter.state === 'submitted' || matter.state === 'signing')
    throw new Problem('wrong_state', `〔${number}〕办结确认后再评价`)
  const assessed = await changeState(ctx, target, {
    action: 'assess',
    text: [assessmentNames[assessment], text].filter(Boolean).join(':'),
    data: { assessment },
    beside: [rowChange(Supervision, supervision, { assessment })],
    onBehalfOfId: standingsOf(ctx, matter, parties).issuerOnBehalfOfId,
  })
  const { directory } = ctx.office
  const told = parties
    .filter(({ role, removedAt }) => role === 'responsible' && removedAt === null)
    .flatMap(({ memberId, unitId }) =>
      memberId === null ? directory.mentionedFor(unitId ?? '', today(ctx)).map(({ id }) => id) : [memberId],
    )
  await enqueueMessages(
    ctx,
    [...new Set(told)]
      .filter((id) => id !== actorOf(ctx).id)
      .map((memberId) => ({
        to: { memberId },
        text: describeAssessed(assessed, assessment, text),
        purpose: 'notice' as const,
        dedupeKey: `assess:${matter.id}:${assessed.version}:${memberId}`,
      })),
  )
  return { matter: assessed, assessment }
}
