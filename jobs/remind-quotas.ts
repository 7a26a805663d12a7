import { consult, perform } from '../database/stage.ts'
import { isUniqueViolation } from '../entities/unique-violation.ts'
import { nextQuotaSlot } from '../use-cases/quotas/quota-slots.ts'
import { findQuotaSlot, remindQuotas } from '../use-cases/quotas/remind-quotas.ts'
import type { SweepJob } from './job.ts'

/**
 * Reminds officers in private of tasks that are short. Its slots follow settings (days of the month, hour), so it is a sweep that takes them
 * itself; the row of the slot and the words are one transaction.
 */
export const remindOfQuotas: SweepJob = {
  name: 'remind-quotas',
  cadence: 'tick',
  run: async (stage) => {
    const slot = await consult(stage, { memberId: null }, findQuotaSlot)
    if (slot === null) return
    try {
      await perform(stage, { memberId: null }, (ctx) => remindQuotas(ctx, slot))
    } catch (error) {
      // Another process has taken the slot.
      if (!isUniqueViolation(error)) throw error
    }
  },
  nextAt: (stage, after) =>
    consult(stage, { memberId: null }, async ({ office }) => nextQuotaSlot(office.calendar, office.settings, after)),
}
