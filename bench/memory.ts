import { promisedBursts, type BurstPlan } from './burst.ts'
import { layBed } from './support/bed.ts'
import type { BurstMemory } from './support/burst-child.ts'
import { startChild } from './support/child.ts'
import { judge, type DatabaseKind, type Part } from './support/part.ts'

/** What a process holds in memory, wechaty loaded: at rest, and the most while 9,047 people answer (and 288 tasks are given before). */
const atMost = { restMb: 280, peakMb: 390 }

const measure = async (kind: DatabaseKind, plan: BurstPlan, say: (text: string) => void): Promise<(string | number)[]> => {
  const bed = await layBed(kind, 10)
  try {
    const child = startChild('burst-child.js', { config: bed.config, plan })
    const { restMb, peakMb } = await child.tells<BurstMemory>()
    await child.kill()
    say(`${kind}, ${plan.messages} in ${plan.seconds} s: ${restMb.toFixed(0)} MB at rest, ${peakMb.toFixed(0)} MB at most`)
    return [
      kind,
      plan.messages,
      plan.seconds,
      restMb.toFixed(0),
      judge(restMb <= atMost.restMb, `≤ ${atMost.restMb}`),
      peakMb.toFixed(0),
      judge(peakMb <= atMost.peakMb, `≤ ${atMost.peakMb}`),
    ]
  } finally {
    await bed.remove()
  }
}

export const memory: Part = {
  name: 'memory',
  about: 'resident memory at rest and at the peak of the burst, the chat library loaded',
  run: async ({ databases, large, say }) => {
    const rows: (string | number)[][] = []
    const plans = large ? promisedBursts : promisedBursts.slice(1)
    for (const kind of databases) for (const plan of plans) rows.push(await measure(kind, plan, say))
    const head = ['database', 'messages', 'in s', 'at rest', 'goal', 'at most in the burst', 'goal']
    return [{ title: 'Resident memory, MB', head, rows }]
  },
}
