import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runReplay } from '../../app/replay/run-replay.ts'
import type { OfficePlan } from '../../use-cases/office/lay-office.ts'

const purchase = {
  code: 'purchase',
  name: '采购',
  form: 'joint',
  limit: { workingDays: 5 },
  pauses: { documents: 'restart' },
  steps: [
    { key: 'money', name: '财务审核', party: { by: 'unit', unit: 'CW' }, limit: { workingHours: 4 } },
    {
      key: 'law',
      name: '合法性审核',
      party: { by: 'member', member: '方律' },
      limit: { workingDays: 1 },
      answer: 'decide',
      parallel: true,
    },
    { key: 'approve', name: '批准', party: { by: 'role', role: 'director' }, answer: 'decide', limit: { workingDays: 1 } },
  ],
}
const absence = { code: 'absence', name: '外出报备', kind: 'absence', steps: [] }

const planWith = (procedures: unknown[]): OfficePlan => ({
  office: { name: '青河县政府办', settings: { firstNumber: 1 } },
  units: [
    { code: 'ZFB', name: '县政府办' },
    { code: 'CW', name: '财务科', parent: 'ZFB' },
  ],
  people: [
    { name: '周正', unit: 'ZFB', roles: [{ role: 'director' }] },
    { name: '方律', unit: 'ZFB' },
    { name: '钱会计', unit: 'CW', officer: 'full_time' },
    { name: '小林', unit: 'ZFB' },
  ],
  groups: [{ name: '机关工作群', purpose: '机关事务', members: ['周正', '方律', '钱会计', '小林'].map((person) => ({ person })) }],
  procedures,
})

const say = (minute: number, from: string, text: string): string =>
  JSON.stringify({ at: `2026-11-23T09:${String(minute).padStart(2, '0')}`, chat: '机关工作群', from, text })

const replay = async (procedures: unknown[], lines: readonly string[]): Promise<string[]> => {
  const printed: string[] = []
  await runReplay({
    transcript: lines.join('\n'),
    plan: planWith(procedures),
    dump: false,
    print: (line) => void printed.push((JSON.parse(line) as { text: string }).text),
    report: (line) => {
      throw new Error(line)
    },
  })
  return printed
}

describe('office.json with procedures', () => {
  it('plays the office’s own from its first word, and its own version of a built-in one', async () => {
    const said = await replay(
      [purchase, absence],
      [
        say(0, '小林', '#申请'),
        say(1, '小林', '#申请 采购 打印机两台'),
        say(2, '钱会计', '#办结 1 有预算'),
        say(3, '方律', '#同意 1'),
        say(4, '周正', '#同意 1'),
        say(5, '周正', '#外出 11月25日至27日 赴省城参加会议,方律主持'),
      ],
    )
    expect(said[0]).toContain('采购(联办件,5个工作日):财务审核→合法性审核→批准')
    expect(said[0]).not.toContain('外出报备')
    expect(said[1]).toBe(
      '〔1〕已提交 采购:打印机两台(联办件)\n' +
        '      环节 财务审核→合法性审核→批准,全程截止 11月30日(周一)17:30\n' +
        '      现在 财务审核 财务科 截止 11月23日(周一)15:01\n' +
        '      现在 合法性审核 方律(县政府办) 截止 11月24日(周二)17:30\n' +
        '      回复“#同意 1”或“#不同意 1 原因”',
    )
    expect(said.at(-2)).toBe('〔1〕采购:打印机两台 已办结(周正)')
    expect(said.at(-1)).toContain('已报备')
  })

  it.each([
    [
      'a unit that is not there',
      { ...purchase, steps: [{ ...purchase.steps[0], party: { by: 'unit', unit: 'XX' } }, ...purchase.steps.slice(1)] },
      'procedures[0].steps[0].party.unit:没有代码为“XX”的单位',
    ],
    [
      'a person who is not there',
      { ...purchase, form: 'promised', steps: [{ ...purchase.steps[1], parallel: false, party: { by: 'member', member: '方侓' } }] },
      'procedures[0].steps[0].party.member:没有“方侓”这个人',
    ],
    [
      'no such role',
      { ...purchase, steps: [{ ...purchase.steps[0], party: { by: 'role', role: 'boss' } }] },
      'procedures[0].steps[0].party.role:没有这个角色',
    ],
    [
      'no such kind of party',
      { ...purchase, steps: [{ ...purchase.steps[0], party: { by: 'nobody' } }] },
      'procedures[0].steps[0].party.by:责任方 by 写 role、unit_role、unit、member',
    ],
    ['a limit in weeks', { ...purchase, limit: { weeks: 2 } }, 'procedures[0].limit:时限写成 {"workingDays": 5} 或 {"workingHours": 4}'],
    ['no steps', { ...purchase, form: 'promised', steps: [] }, 'procedures[0]:至少要有一个环节'],
    [
      'the same key twice',
      { ...purchase, steps: [purchase.steps[0], { ...purchase.steps[1], key: 'money' }] },
      'procedures[0]:环节代码重复:money',
    ],
    [
      'a first step beside nothing',
      { ...purchase, steps: [{ ...purchase.steps[0], parallel: true }, ...purchase.steps.slice(1)] },
      'procedures[0]:第一个环节不能与前一环节并行',
    ],
    ['a joint one of a single party', { ...purchase, steps: [purchase.steps[0]] }, 'procedures[0]:联办件至少要有两个不同的责任方'],
    ['an immediate one of five days', { ...purchase, form: 'immediate' }, 'procedures[0]:即办件须当日办结'],
    ['a code in capitals', { ...purchase, code: 'Purchase' }, 'procedures[0].code:代码用小写英文字母、数字和下划线,以字母开头'],
    ['the name of a built-in one', { ...purchase, name: '审批' }, 'procedures[0].name:流程“审批”的代码须为 approval'],
    ['an absence of another code', { ...purchase, kind: 'absence' }, 'procedures[0].kind:kind 为 absence 的流程只能是代码 absence'],
    [
      'a built-in one of another kind',
      { ...absence, kind: 'procedure', steps: purchase.steps },
      'procedures[0].kind:“外出报备”的 kind 须为 absence',
    ],
    [
      'twenty-one steps',
      { ...purchase, steps: Array.from({ length: 21 }, (_, n) => ({ ...purchase.steps[n % 2], key: `k${n}`, parallel: false })) },
      'procedures[0].steps:最多 20 个环节',
    ],
    ['a word of its own', { ...purchase, speed: 'fast' }, 'procedures[0]:'],
    ['nothing but a word', '采购', 'procedures[0]:'],
  ])('is refused with the path and the mend: %s', async (_what, procedure, words) => {
    const refused = await replay([procedure], [say(0, '小林', '#申请')]).then(
      () => 'taken',
      (error: unknown) => (error as Error).message,
    )
    expect(refused).toContain(words)
    expect(refused).not.toMatch(/Invalid|expected|Expected|Unrecognized/u)
  })

  it('all that is wrong is said at once, and the program ends with 2', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'qunban-replay-'))
    const [office, transcript] = [path.join(folder, 'office.json'), path.join(folder, 'chat.jsonl')]
    const wrong = [
      { ...purchase, limit: { weeks: 2 } },
      { ...purchase, steps: [{ ...purchase.steps[0], party: { by: 'unit', unit: 'XX' } }, purchase.steps[2]] },
      { ...purchase, code: 'purchase2' },
    ]
    writeFileSync(office, JSON.stringify(planWith(wrong)))
    writeFileSync(transcript, say(0, '小林', '#申请'))
    const root = fileURLToPath(new URL('../..', import.meta.url))
    const run = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/replay.ts', transcript, '--office', office], {
      cwd: root,
      encoding: 'utf8',
    })
    rmSync(folder, { recursive: true, force: true })
    expect(run.stderr.trim().split('\n')).toEqual([
      'procedures[0].limit:时限写成 {"workingDays": 5} 或 {"workingHours": 4}',
      'procedures[1].steps[0].party.unit:没有代码为“XX”的单位',
      'procedures[2].name:流程“采购”与第 2 个重复',
    ])
    expect(run.stdout).toBe('')
    expect(run.status).toBe(2)
  }, 60_000)
})
