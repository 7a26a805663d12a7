import { Instruction, type Matter } from '../../entities/index.ts'
import { describeAnswerForLeader } from '../../wording/instructions.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'

/** 确认 of an instruction's answer by the supervision section: it goes on to the leader, whose word closes it. */
export const isPassing = (ctx: UseCaseContext, { matter, parties }: MatterWithParties): boolean => {
  if (matter.kind !== 'instruction' || matter.state !== 'submitted') return false
  const { all } = standingsOf(ctx, matter, parties)
  return all.has('root_supervisor') && ctx.actor?.id !== matter.issuerId
}

/** Passes the answer on and tells the leader in private, with the answer itself. */
export const passAnswer = async (ctx: UseCaseContext, target: MatterWithParties, text: string): Promise<Matter> => {
  const matter = await changeState(ctx, target, { action: 'pass', text })
  const { answer } = await ctx.tx.findOneByOrFail(Instruction, { matterId: matter.id })
  await enqueueMessages(ctx, [
    {
      to: { memberId: matter.issuerId },
      text: describeAnswerForLeader({ number: matter.number, title: matter.title, answer: answer ?? '' }),
      purpose: 'notice',
      dedupeKey: `answer:${matter.id}:${matter.version}`,
    },
  ])
  return matter
}
