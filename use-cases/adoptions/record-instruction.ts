import { z } from 'zod'
import { ItemInstruction, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { Problem } from '../../rules/problems.ts'
import { instructionFaults } from '../../wording/adoptions.ts'
import { today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { itemKey } from '../instructions/follow-on-item.ts'
import { itemChanged } from '../statistics/item-changed.ts'
import { getSubmission } from '../submissions/find-submission.ts'
import { faultOfInstruction } from './check-use.ts'
import { daySchema } from './record-adoption.ts'

export const recordInstructionSchema = z.strictObject({
  number: z.int().positive(),
  leaderLevel: z
    .string()
    .regex(/^[a-z][a-z_]{1,31}$/u, '级别写代码,例如 city、province')
    .describe('领导的级别代码'),
  leader: z.string().trim().min(1, '请写明领导').max(40).describe('领导'),
  text: z.string().trim().min(1, '请写明批示内容').max(4_000).describe('批示内容'),
  day: daySchema.optional().describe('批示日期,默认今天'),
  publication: z.string().trim().min(1).max(80).nullable().default(null).describe('批示在哪个刊物上'),
})

export type RecordInstruction = z.output<typeof recordInstructionSchema>

export interface RecordedInstruction {
  matter: Matter
  instruction: ItemInstruction
}

/**
 * Records a leader's instruction on a submission, as statistics and points see it. For the editors, the supervision section and the
 * signers; a use-case that has judged who may says `follows`, and names the instruction's own matter when it is tracked as one.
 * `conflict` when the same leader's of the same day is recorded already.
 */
export const recordInstruction = async (
  ctx: UseCaseContext,
  input: RecordInstruction,
  { follows, instructionId = null }: { follows?: true; instructionId?: string | null } = {},
): Promise<RecordedInstruction> => {
  const { number, day: givenOn = today(ctx), leaderLevel, leader, text, publication } = input
  const found = await getSubmission(follows ? { ...ctx, actor: null } : ctx, number)
  const fault = await faultOfInstruction(ctx, found, givenOn)
  if (fault !== null) throw new Problem('wrong_state', fault)
  const matter = await changeState(ctx, found, {
    action: instructionId === null ? 'instruct' : 'instructed',
    text: `${leader}:${text}`,
    data: { leaderLevel, day: givenOn },
    ...(follows ? { follows } : {}),
  })
  const instruction: ItemInstruction = {
    id: ctx.newId(),
    submissionId: matter.id,
    leaderLevel,
    leader,
    text,
    givenOn,
    publication,
    instructionId,
    recordedById: ctx.actor?.id ?? null,
    recordedAt: ctx.now,
    activeKey: itemKey({ submissionId: matter.id, leader, givenOn }),
    revokedAt: null,
  }
  try {
    await insertRows(ctx.tx, ItemInstruction, [instruction])
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('conflict', instructionFaults.known(number))
    throw error
  }
  await itemChanged(ctx, matter.id)
  return { matter, instruction }
}

export const revokeInstructionSchema = z.strictObject({ number: z.int().positive(), id: z.string().length(26).describe('哪一条批示') })

/** Takes an instruction off that was recorded by mistake; it is kept, and counts no longer. */
export const revokeInstruction = async (
  ctx: UseCaseContext,
  input: z.output<typeof revokeInstructionSchema>,
  { follows }: { follows?: true } = {},
): Promise<RecordedInstruction> => {
  const found = await getSubmission(follows ? { ...ctx, actor: null } : ctx, input.number)
  const instruction = await ctx.tx.findOneBy(ItemInstruction, { id: input.id, submissionId: found.matter.id })
  if (!instruction || instruction.revokedAt !== null) throw new Problem('not_found', `〔${input.number}〕没有这条批示登记`)
  const matter = await changeState(ctx, found, {
    action: 'revoke_instruction',
    text: `${instruction.leader}:${instruction.text}`,
    ...(follows ? { follows } : {}),
  })
  await ctx.tx.update(ItemInstruction, { id: instruction.id }, { revokedAt: ctx.now, activeKey: null })
  await itemChanged(ctx, matter.id)
  return { matter, instruction }
}
