import { readFileSync } from 'node:fs'
import { test } from 'vitest'
import { openScene } from '../support/scene.ts'
test('explore', async () => {
  const scene = await openScene({ allowFaults: true })
  const out: string[] = []
  let seen = 0
  for (const line of readFileSync('/tmp/explore.txt', 'utf8').split('\n')) {
    if (!line.trim() || line.startsWith('//')) continue
    if (line.startsWith('>')) { await scene.clock.reaches(line.slice(1).trim()) }
    else {
      const [head, ...rest] = line.split(': ')
      const text = rest.join(': ').replaceAll('\\n', '\n')
      const [who, where] = head!.split('/')
      const [body, quote] = text.split('<<')
      const how = quote ? { quote: quote.trim() } : {}
      if (where === 'p') await scene.actor(who!).whispers(body!, how)
      else await scene.actor(who!).says(body!, { ...how, ...(where ? { in: where } : {}) })
      out.push(`${line}`)
    }
    for (; seen < scene.office.sent.length; seen += 1) {
      const m = scene.office.sent[seen]!
      const to = m.chat.kind === 'group' ? '群' : `私信${scene.office.personOf(m.chat.id)?.name}`
      out.push(`    ${new Date(m.at + 8 * 3600e3).toISOString().slice(5, 16)} ${to}: ${m.text.replaceAll('\n', '\n        ')}  {${m.mentionIds.map((id) => scene.office.personOf(id)?.name).join(',')}}`)
    }
  }
  for (const f of scene.faults.splice(0)) out.push(`!!! ${f.what} ${JSON.stringify(f.detail).slice(0,600)}`)
  console.log(out.join('\n'))
}, 60000)
