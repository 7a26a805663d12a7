import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const channels = new URL('../../../bot/channels/index.ts', import.meta.url).href

/** Every script a process loads when it makes all channels, and starts one or none: V8's coverage names them. */
async function loadedScripts(thenDo: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'qunban-loaded-'))
  const script = `const made = await import('${channels}');
    const { channel } = made.createSimulator({ botName: '群办' });
    made.createWechatyChannel({ puppet: { puppet: 'wechaty-puppet-service' } });
    made.createMemoryChannel();
    ${thenDo}`
  execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    env: { ...process.env, NODE_V8_COVERAGE: folder },
  })
  const reports = await Promise.all((await readdir(folder)).map(async (file) => readFile(join(folder, file), 'utf8')))
  await rm(folder, { recursive: true })
  return reports.flatMap((report) => (JSON.parse(report) as { result: { url: string }[] }).result.map(({ url }) => url))
}

it('wechaty is loaded when a channel starts, and not before', async () => {
  const usesWechaty = (urls: string[]): boolean => urls.some((url) => url.includes('/node_modules/wechaty'))
  expect(usesWechaty(await loadedScripts(''))).toBe(false)
  const start = 'await channel.start({ onMessage: async () => {}, onEcho: async () => {}, onState: () => {} }); await channel.stop()'
  expect(usesWechaty(await loadedScripts(start))).toBe(true)
})
