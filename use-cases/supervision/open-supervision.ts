import { Supervision, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isSupervised, readSource, type MatterSource } from '../../rules/supervision.ts'
import type { UseCaseContext } from '../context.ts'

/** The supervision section's row of a new task or instruction: where it came from, and that it waits to be counted. */
export const openSupervision = async (ctx: UseCaseContext, matter: Matter, given: MatterSource | undefined): Promise<void> => {
  if (!isSupervised(matter.kind)) return
  const source = given ?? (matter.kind === 'instruction' ? { kind: 'instruction' as const, text: null } : readSource(matter.body))
  const row: Supervision = {
    matterId: matter.id,
    assignedAt: matter.createdAt,
    source: source.kind,
    sourceText: source.text,
    milestones: null,
    reminderAt: null,
    assessment: null,
    recountAt: ctx.now,
    counted: null,
  }
  await insertRows(ctx.tx, Supervision, [row])
}
