import { z } from 'zod'
import { Supervision, type Matter } from '../../entities/index.ts'
import { sourceKindOf, sourceKinds, sourceNames, type MatterSource } from '../../rules/supervision.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { standingsOf } from '../matters/standing.ts'
import { rowChange } from '../matters/write-beside.ts'
import { getSupervised } from './find-supervision.ts'

export const setSourceSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().min(1, '请写明来源').max(120, '来源不超过 120 字'),
  /** Absent: read from the words. */
  kind: z.enum(sourceKinds).optional(),
})

/** 来源: corrects where a matter came from, which is otherwise read from its words once. */
export const setSource = async (
  ctx: UseCaseContext,
  input: z.input<typeof setSourceSchema>,
): Promise<{ matter: Matter; source: MatterSource }> => {
  const { number, text, kind = sourceKindOf(text) } = setSourceSchema.parse(input)
  const { target, supervision } = await getSupervised(ctx, number)
  const matter = await changeState(ctx, target, {
    action: 'set_source',
    text: `${sourceNames[kind]}:${text}`,
    beside: [rowChange(Supervision, supervision, { source: kind, sourceText: text })],
    onBehalfOfId: standingsOf(ctx, target.matter, target.parties).issuerOnBehalfOfId,
  })
  return { matter, source: { kind, text } }
}
