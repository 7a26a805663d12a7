import { Supervision } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import type { MatterKind } from '../../rules/lifecycles/index.ts'
import { isSupervised, type Assessment, type MatterSource } from '../../rules/supervision.ts'
import type { UseCaseContext } from '../context.ts'
import { memberName, type Named } from '../matters/names.ts'

export interface SupervisionView {
  source: MatterSource
  milestones: { title: string; dueAt: Instant; doneAt: Instant | null; doneById: string | null; doneBy: Named | null }[]
  assessment: Assessment | null
}

/** What the supervision section keeps of a matter, for who may see it whole; null for other kinds. */
export const viewSupervision = async (
  ctx: UseCaseContext,
  { id, kind }: { id: string; kind: MatterKind },
): Promise<SupervisionView | null> => {
  const row = isSupervised(kind) ? await ctx.tx.findOneBy(Supervision, { matterId: id }) : null
  if (!row) return null
  const { directory } = ctx.office
  return {
    source: { kind: row.source, text: row.sourceText },
    milestones: (row.milestones ?? []).map((each) => ({
      ...each,
      doneBy: each.doneById === null ? null : memberName(directory, each.doneById),
    })),
    assessment: row.assessment,
  }
}
