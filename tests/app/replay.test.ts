import { describe, expect, it } from 'vitest'
import { demoOffice } from '../../app/demo/office.ts'
import { TranscriptError } from '../../app/replay/read-transcript.ts'
import { runReplay } from '../../app/replay/run-replay.ts'
import type { OfficePlan } from '../../use-cases/office/lay-office.ts'

interface Said {
  at: string
  chat: string
  to?: string
  text: string
  mentions: string[]
}

const replay = async (
  lines: readonly (Record<string, unknown> | string)[],
  more: { plan?: OfficePlan; until?: string; dump?: boolean } = {},
) => {
  const printed: string[] = []
  const reported: string[] = []
  const progress: [number, number][] = []
  await runReplay({
    transcript: lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    plan: more.plan ?? demoOffice,
    ...(more.until === undefined ? {} : { until: more.until }),
    dump: more.dump ?? false,
    print: (line) => void printed.push(line),
    report: (line) => void reported.push(line),
    progress: (done, all) => void progress.push([done, all]),
  })
  return { said: printed.map((line) => JSON.parse(line) as Said), printed, reported, progress }
}

const line = (text: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  at: '2026-11-24T09:02',
  chat: '安全生产工作群',
  from: '张三',
  text,
  ...more,
})

describe('a transcript', () => {
  it('is answered as JSON lines with the office’s time, chat, words and mentions', async () => {
    const { said, reported, progress } = await replay([line('#任务 @李四 周五前报方案'), line('#登录', { chat: '', private: true })])
    expect(reported).toEqual([])
    expect(said[0]).toMatchObject({ at: '2026-11-24T09:02:00+08:00', chat: '安全生产工作群', mentions: ['李四'] })
    expect(said[0]).not.toHaveProperty('to')
    expect(said[1]).toMatchObject({ chat: 'private', to: '张三', text: expect.stringMatching(/^登录码 /u) })
    expect(progress.at(-1)).toEqual([2, 2])
  })

  it('may give seconds, an offset, a quote and mentions, and blank lines', async () => {
    const { said } = await replay([
      line('#任务 @李四 周五前报方案', { at: '2026-11-24T01:02:03Z', mentions: ['李四'] }),
      '',
      line('#反馈 已过半,50%', { at: '2026-11-24T09:05:00+08:00', from: '李四', quote: { from: '群办', text: '〔128〕已立项' } }),
      line('#办结 好了', { at: '2026-11-24 09:06', from: '李四', quote: '〔128〕已记录' }),
    ])
    expect(said.map(({ at, text }) => [at.slice(11, 19), text.split('\n')[0]])).toEqual([
      ['09:02:03', '〔128〕已立项:报方案'],
      ['09:05:00', '〔128〕已记录 李四 50%'],
      ['09:06:00', '〔128〕已申请办结,待 张三 确认(#确认 128 / #退回 128 原因)'],
    ])
  })

  it('is told in the order of time, whatever the order of its lines', async () => {
    const { said } = await replay([line('#办结 128 好了', { at: '2026-11-24T10:00', from: '李四' }), line('#任务 @李四 周五前报方案')])
    expect(said.map(({ text }) => text.slice(0, 10))).toEqual(['〔128〕已立项:报', '〔128〕已申请办结'])
  })

  it('goes on until the given time, with every reminder on the way', async () => {
    const { said } = await replay([line('#任务 @李四 周五前报方案')], { until: '2026-11-30T09:00' })
    expect(said.slice(1).map(({ at, chat, to }) => `${at.slice(5, 16)} ${to ?? chat}`)).toEqual([
      '11-26T09:00 安全生产工作群',
      '11-27T09:00 安全生产工作群',
      '11-30T09:00 安全生产工作群',
      '11-30T09:00 张三',
      '11-30T09:00 赵刚',
    ])
  })

  it('ends with the last message when no time is given', async () => {
    expect((await replay([line('#任务 @李四 周五前报方案')])).said).toHaveLength(1)
  })

  it('is dumped as one object with everything about every matter', async () => {
    const { printed } = await replay([line('#任务 @李四 周五前报方案'), line('收到', { from: '李四' })], { dump: true })
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({
      matters: [
        {
          number: 128,
          kind: 'task',
          title: '报方案',
          state: 'open',
          stage: '已签收',
          due: '2026-11-27T17:30:00+08:00',
          issuer: '张三',
          parties: [{ name: '李四', role: 'responsible' }],
          todos: [{ duty: 'handle', party: '李四', acknowledgedAt: '2026-11-24T09:02:00+08:00', closedAt: null, level: 0 }],
          events: [
            { actor: '张三', action: 'create' },
            { actor: '李四', action: 'acknowledge' },
          ],
        },
      ],
    })
  })

  it('gives the same bytes twice, codes included', async () => {
    const lines = [line('#任务 @李四 周五前报方案'), line('#登录', { private: true })]
    expect((await replay(lines, { dump: true })).printed).toEqual((await replay(lines, { dump: true })).printed)
  })
})

describe('an office of one’s own', () => {
  const plan: OfficePlan = {
    office: { name: '西疆县政府办', timezone: 'Asia/Urumqi', settings: { firstNumber: 7 } },
    units: [
      { code: 'A', name: '政府办' },
      { code: 'B', name: '林业局' },
    ],
    people: [
      { name: '王伟', unit: 'A', roles: [{ role: 'leader' }] },
      { name: '王伟', unit: 'B' },
    ],
    groups: [
      {
        name: '林区群',
        members: [
          { person: '王伟@A', nickname: '王主任' },
          { person: '王伟@B', nickname: '林业王伟' },
        ],
      },
    ],
  }

  it('has its own zone, numbers and people; a shared name is told apart by the unit’s code', async () => {
    const { said } = await replay([line('#任务 @林业王伟 周五前报防火方案', { chat: '林区群', from: '王伟@A' })], { plan })
    expect(said[0]).toMatchObject({
      at: '2026-11-24T09:02:00+06:00',
      text: expect.stringContaining('〔7〕已立项:报防火方案\n      责任 王伟(林业局)'),
    })
  })

  it('wants to know which of two people speaks', async () => {
    await expect(replay([line('#帮助', { chat: '林区群', from: '王伟' })], { plan })).rejects.toThrow(
      '第 1 行:“王伟”不止一人,写成 名字@单位代码(A、B)',
    )
  })
})

describe('a transcript that cannot be read', () => {
  it.each([
    ['nobody of that name', [line('#帮助', { from: '某某' })], '第 1 行:没有“某某”这个人'],
    ['no group of that name', [line('#帮助'), line('#帮助', { chat: '某群' })], '第 2 行:没有“某群”这个群'],
    ['no time', [line('#帮助', { at: '昨天' })], '第 1 行:“昨天”不是时间'],
    ['no such month', [line('#帮助', { at: '2026-13-05T09:00' })], '第 1 行:“2026-13-05T09:00”不是时间'],
    ['no such day', [line('#帮助', { at: '2026-02-30T09:00' })], '第 1 行:“2026-02-30T09:00”不是时间'],
    ['no such hour', [line('#帮助', { at: '2026-11-24T25:00' })], '第 1 行:“2026-11-24T25:00”不是时间'],
    ['no such field', [line('#帮助', { who: '张三' })], '第 1 行:'],
    ['no JSON', ['{"at":'], '第 1 行:'],
    ['nothing', ['', '  '], '记录是空的'],
  ])('names the line: %s', async (_what, lines, words) => {
    const failure = await replay(lines).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(TranscriptError)
    expect((failure as Error).message).toContain(words)
  })
})
