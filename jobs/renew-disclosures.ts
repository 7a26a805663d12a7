import { perform } from '../database/stage.ts'
import { DisclosureItem } from '../entities/index.ts'
import { askForRenewals, renewalBatch } from '../use-cases/disclosure/publish-item.ts'
import type { SweepJob } from './job.ts'
import { firstAfter } from './next-wake-at.ts'

/** Opens the todo of open information that is due to be renewed. */
export const renewDisclosures: SweepJob = {
  name: 'renew-disclosures',
  cadence: 'tick',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => askForRenewals(ctx))) >= renewalBatch);
  },
  nextAt: (stage, after) => firstAfter(stage, DisclosureItem, 'renewsAt', after),
}
