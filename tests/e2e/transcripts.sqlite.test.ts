import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { demoOffice } from '../../app/demo/office.ts'
import type { OfficeDump } from '../../app/replay/dump-office.ts'
import { runReplay } from '../../app/replay/run-replay.ts'
import { officePlanSchema, type OfficePlan } from '../../use-cases/office/lay-office.ts'

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
  { name: 'supervision-day', about: 'a source, milestones, a plan, an assessment, two monthly summaries', until: '2026-12-01T18:00' },
  { name: 'notice-day', about: 'a notice in two groups, 接龙, urging, a document', until: '2026-11-10T18:00' },
  { name: 'leaders-words', about: 'instructions: on a submission in two rounds, and from paper', until: '2026-12-17T12:00' },
  { name: 'warehouse-fire', about: 'an urgent report: an evening, a weekend, the end', until: '2026-12-01T12:00' },
  {
    name: 'half-a-day',
    about: 'a television report at 07:30: handled, instructed on, answered, printed by noon',
    until: '2026-11-24T12:30',
  },
  {
    name: 'approval-steps',
    about: 'an approval in five steps: a clock that stands still, a refusal, an overrun',
    until: '2026-12-04T18:00',
  },
  { name: 'head-away', about: 'a head is away: nothing of it is heard in the group', until: '2026-11-30T18:00' },
  {
    name: 'watch-opinion',
    about: 'a watch of public opinion: planned by chat, swaps, findings, a shift handed over',
    until: '2026-11-25T18:00',
  },
  { name: 'weekly-meeting', about: 'a weekly meeting: replies, a topic, one left out', until: '2026-12-10T12:00' },
  { name: 'open-information', about: 'open information: proposed, published, renewed; an application for more', until: '2026-12-16T12:00' },
  {
    name: 'new-post',
    about: 'a suggestion answered, somebody changes post, a group comes to its end',
    until: '2026-12-08T12:00',
  },
  { name: 'clumsy-morning', about: 'everything people get wrong before ten', until: '2026-11-24T12:00' },
  {
    name: 'typed-on-phones',
    about: 'full-width signs, quotes in the text, names with posts, units nobody knows',
    until: '2026-11-26T12:00',
  },
  {
    name: 'clumsy-duties',
    about: 'urgent reports, approvals, absences, meetings, open information and a hand-over, said every wrong way',
    until: '2026-11-23T16:00',
  },
  {
    name: 'said-twice',
    about: 'stand-ins, quotes without a number, the same words twice, lists of names behind the time',
    until: '2026-11-23T10:30',
  },
  {
    name: 'information-month',
    about: 'the information line: twelve units, a month, from reports to the bulletin',
    until: '2026-12-04T12:00',
  },
] as const

/** The office of the worked example; the others play in that of the demonstration. */
const exampleOffice: OfficePlan = officePlanSchema.parse(
  JSON.parse(readFileSync(new URL('../../examples/office.json', import.meta.url), 'utf8')),
)

const run = async (name: string, until: string): Promise<string> => {
  const lines: string[] = []
  const faults: string[] = []
  await runReplay({
    transcript: readFileSync(new URL(`transcripts/${name}.jsonl`, import.meta.url), 'utf8'),
    plan: name === 'information-month' ? exampleOffice : demoOffice,
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
  }, 60_000)
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

describe('the dump of the information line', () => {
  it('carries the whole chain, and the figures of the bulletin are those of the ledger', async () => {
    const output = await run('information-month', '2026-12-04T12:00')
    const dump = JSON.parse(output.trim().split('\n').at(-1) ?? '') as OfficeDump
    const reported = dump.submissions.filter(
      ({ reportedOn, mergedInto, number }) => reportedOn !== null && (mergedInto !== null || number !== 25),
    )
    expect(reported).toHaveLength(60)
    expect(new Set(dump.submissions.map(({ unit }) => unit)).size).toBe(12)
    expect(dump.issues.map(({ publication, serial, total, state, items }) => [publication, serial, total, state, items.length])).toEqual([
      ['政务信息', 41, null, 'closed', 6],
      ['政务信息', 42, null, 'closed', 6],
      ['专报', 7, 113, 'closed', 2],
    ])
    expect(new Set(dump.adoptions.filter(({ revoked }) => !revoked).map(({ level }) => level))).toEqual(new Set(['city', 'province']))
    expect(dump.adoptions.filter(({ revoked }) => revoked)).toHaveLength(1)

    // What went up was signed, letter for letter.
    const up = dump.submissions.filter(({ sentUpTo }) => sentUpTo !== null)
    expect(up.map(({ number, sentUpTo }) => [number, sentUpTo])).toEqual([
      [12, '省政府办公厅'],
      [40, '省政府总值班室'],
      [53, '省政府办公厅'],
      [55, '省政府办公厅'],
    ])
    for (const { version, versions, signatures } of up.slice(0, 2)) {
      expect(signatures.map(({ digest }) => digest)).toEqual([versions.find((each) => each.version === version)?.digest])
    }

    const [bulletin] = dump.bulletins
    const points = new Map<string, number>()
    for (const line of dump.ledger.filter(({ day }) => day.startsWith('2026-11')))
      points.set(line.unit, (points.get(line.unit) ?? 0) + line.points)
    expect(Object.fromEntries((bulletin?.units ?? []).map((row) => [row.unit, row.points]))).toEqual(Object.fromEntries(points))
    // By hand: four reports, one printed in ours (2), one in the city's (2), one at the province (5).
    expect(points.get('发展改革委')).toBe(13)
    // Six reports less the late one's penalty … the unit that delivered nothing: five reports, one printed, two taken off.
    expect(points.get('青河县')).toBe(5)
    expect(bulletin?.units.reduce((sum, row) => sum + row.reported, 0)).toBe(60)
  }, 60_000)
})
