import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { demoOffice } from '../../app/demo/office.ts'
import { runReplay } from '../../app/replay/run-replay.ts'

/**
 * A day or more of a real office each, run through the whole bot on a virtual clock. What the bot says stands beside it in
 * `*.expected.jsonl`, line by line as people would read it; `npx vitest run -u tests/e2e` writes it anew, and then it must be read.
 */
const transcripts = [
  { name: 'chat-examples', about: 'one task from assignment to closing, and one with an unclear limit', until: '2026-11-26T12:30' },
  { name: 'flood-control', about: 'a storm: a list, parts, handing over, an extension', until: '2026-07-16T12:00' },
  { name: 'old-estates', about: 'renovation of old estates: units, a return, an overdue week', until: '2026-12-02T18:00' },
  { name: 'civilised-city', about: 'an inspection: every unit, urging, a late evening', until: '2026-09-11T18:00' },
  { name: 'monthly-report', about: 'a monthly report: three months, one skipped, then ended', until: '2027-02-02T10:00' },
  { name: 'on-behalf', about: 'a secretary posts for the mayor', until: '2026-11-25T18:00' },
  { name: 'hand-over-and-stand-in', about: 'declining, handing over, standing in', until: '2026-12-01T18:00' },
  { name: 'national-day', about: 'reminders around National Day and its shifted working days', until: '2026-10-12T18:00' },
  { name: 'clumsy-morning', about: 'everything people get wrong before ten', until: '2026-11-24T12:00' },
] as const

const run = async (name: string, until: string): Promise<string> => {
  const lines: string[] = []
  const faults: string[] = []
  await runReplay({
    transcript: readFileSync(new URL(`transcripts/${name}.jsonl`, import.meta.url), 'utf8'),
    plan: demoOffice,
    until,
    dump: true,
    print: (line) => void lines.push(line),
    report: (line) => void faults.push(line),
  })
  expect(faults).toEqual([])
  return `${lines.join('\n')}\n`
}

/** What the bot said; the dump at the end is compared with itself only. */
const said = (output: string): string =>
  output
    .split('\n')
    .filter((line) => !line.startsWith('{"matters"'))
    .join('\n')

describe.each(transcripts)('$name: $about', ({ name, until }) => {
  it('the bot says what stands beside it, the same bytes every time', async () => {
    const first = await run(name, until)
    expect(await run(name, until)).toBe(first)
    await expect(said(first)).toMatchFileSnapshot(`transcripts/${name}.expected.jsonl`)
  })
})

describe('the transcripts of the manual', () => {
  it('the first: from assignment to closing in two days and three hours', async () => {
    const words = (await run('chat-examples', '2026-11-26T12:30'))
      .split('\n')
      .filter((line) => line.startsWith('{"at"'))
      .map((line) => (JSON.parse(line) as { text: string }).text)
    expect(words[0]).toBe(
      '〔128〕已立项:老旧小区消防隐患排查\n      牵头 李四(消防队) 配合 王五(城管局)\n      截止 11月27日(周五)17:30\n      回复“收到”即签收,“#反馈 128 …”报进展',
    )
    expect(words).toContain('〔128〕已记录 李四 60%')
    expect(words).toContain('〔128〕已申请办结,待 张三 确认(#确认 128 / #退回 128 原因)')
    expect(words).toContain('〔128〕已办结,用时 2天3小时')
    expect(words.find((text) => text.startsWith('〔129〕'))).toContain(
      '时限未定:“6月前”指 2027年5月31日(周一)17:30 还是 2027年6月30日(周三)17:30?回复 #时限 129',
    )
  })
})
