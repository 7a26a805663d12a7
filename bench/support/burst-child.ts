import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseConfig } from '../../database/data-source.ts'
import { openDatabase } from '../../database/open-database.ts'
import { assignToAll, burstGroups, burstSeats, playBurst, type BurstPlan } from '../burst.ts'
import { readArgument, tell } from './child.ts'
import { openSpeakingOffice } from './speaking-office.ts'

/** Resident megabytes: at rest with everything loaded, and the most there ever was. */
export interface BurstMemory {
  restMb: number
  peakMb: number
}

const megabytes = (field: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${field}:\\s+(\\d+) kB`, 'u').exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? Number.NaN) / 1_024

const { config, plan } = readArgument() as { config: DatabaseConfig; plan: BurstPlan }
// Everything that a process of all three doors has in memory, the chat library with a puppet among it.
await import('../../app/start-app.ts')
await import('wechaty')
await import('wechaty-puppet-mock')
const runner = await openDatabase(config)
const office = await openSpeakingOffice(runner, burstGroups, burstSeats)
await sleep(2_000)
const restMb = megabytes('VmRSS')
await assignToAll(office)
let seenMb = 0
const watch = setInterval(() => {
  seenMb = Math.max(seenMb, megabytes('VmRSS'))
}, 20)
await playBurst(office, plan)
clearInterval(watch)
if (office.faults.length > 0) throw new Error(JSON.stringify(office.faults[0]))
const highest = megabytes('VmHWM')
tell({ restMb, peakMb: Number.isNaN(highest) ? seenMb : highest })
await runner.close()
process.exit(0)
