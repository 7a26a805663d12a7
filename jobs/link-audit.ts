import { SECOND_MS } from '../rules/instant.ts'
import { auditBatch, chainAudit } from '../use-cases/audit/chain-audit.ts'
import { takeLease } from '../use-cases/leases/take-lease.ts'
import type { SweepJob } from './job.ts'

const leaseMs = 10 * SECOND_MS

/** Chains new audit records, in one process at a time. `holder`: this process, new at every start. */
export const linkAudit = (holder: string): SweepJob => ({
  name: 'link-audit',
  cadence: 'tick',
  run: async ({ runner, clocks }) => {
    const leads = await runner.transaction((tx) => takeLease(tx, { name: 'audit-chain', holder, now: clocks.machine(), forMs: leaseMs }))
    if (!leads) return
    while ((await runner.transaction((tx) => chainAudit(tx))) >= auditBatch);
  },
})
