import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { isPassing, passAnswer } from '../instructions/pass-answer.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { acceptDecline, findDeclining } from './decide-decline.ts'
import { refuseOpenChildren } from './refuse-open-children.ts'
import { refuseOwnDecision } from './refuse-own-decision.ts'

export const acceptTaskSchema = z.strictObject({ number: z.int().positive(), text: z.string().trim().max(1_000).default('') })

/** 确认: the issuer's or a root supervisor's, never the doer's own. On a declined task it accepts the decline. */
export const acceptTask = async (
  ctx: UseCaseContext,
  input: z.infer<typeof acceptTaskSchema>,
): Promise<{ matter: Matter; declined: boolean; passed?: true }> => {
  const target = await getMatter(ctx, input.number)
  const declining = await findDeclining(ctx, target)
  if (declining) return { matter: await acceptDecline(ctx, target, declining), declined: true }
  refuseOwnDecision(ctx, target)
  if (isPassing(ctx, target)) return { matter: await passAnswer(ctx, target, input.text), declined: false, passed: true }
  if (target.matter.state === 'submitted') await refuseOpenChildren(ctx, target)
  const onBehalfOfId = standingsOf(ctx, target.matter, target.parties).issuerOnBehalfOfId
  return { matter: await changeState(ctx, target, { action: 'accept', text: input.text, onBehalfOfId }), declined: false }
}
