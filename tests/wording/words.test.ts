import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../rules/calendar/create-calendar.ts'
import { Directory } from '../../rules/directory.ts'
import type { Duty, MatterKind, MatterState } from '../../rules/lifecycles/index.ts'
import { defaultSettings } from '../../rules/office-settings.ts'
import { formatDay, formatDuration, formatInstant } from '../../wording/instants.ts'
import { describeGroupMatters, describeMatter, describeMyTodos } from '../../wording/lists.ts'
import { nameMember, nameParty, nameUnit, shortParty } from '../../wording/names.ts'
import { describeAmbiguous } from '../../wording/people.ts'
import { describeForbidden, describeIssuingRefusal, describeWrongState } from '../../wording/refusals.ts'
import { describeGroupDigest, describeOccurrence, describePrivateDigest } from '../../wording/reminders.ts'
import { describeDue, describeParties, describeQuestion, type Wording } from '../../wording/tasks.ts'

const calendar = createCalendar(defaultSettings())
const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
const now = at('2026-11-23 09:00')
const directory = new Directory({
  units: [{ id: 'XF', code: 'XF', name: '消防队', aliases: [], parentId: null, closed: false }],
  members: [{ id: 'LI', name: '李四', unitId: 'XF', post: null, officer: null, endsOn: null, left: false }],
  grants: [],
  delegations: [],
})
const w: Wording = { directory, calendar, now, botMention: '' }

describe('instants', () => {
  it('always show the weekday, and the year when it is another one', () => {
    expect(formatInstant(calendar, at('2026-11-27 17:30'), now)).toBe('11月27日(周五)17:30')
    expect(formatInstant(calendar, at('2027-01-03 09:05'), now)).toBe('2027年1月3日(周日)09:05')
    expect(formatDay(calendar, '2026-12-06', now)).toBe('12月6日(周日)')
  })

  it.each([
    [0, '不到1分钟'],
    [59_999, '不到1分钟'],
    [40 * 60_000, '40分钟'],
    [60 * 60_000, '1小时'],
    [3 * 3_600_000 + 5 * 60_000, '3小时5分钟'],
    [51 * 3_600_000 + 59 * 60_000, '2天3小时'],
    [48 * 3_600_000, '2天'],
  ])('%i ms are %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words)
  })
})

describe('names', () => {
  it('say unit and person, and do not fail for somebody unknown', () => {
    expect(nameMember(directory, 'LI')).toBe('李四(消防队)')
    expect(nameParty(directory, 'u:XF')).toBe('消防队')
    expect(shortParty(directory, 'm:LI')).toBe('李四')
    expect([nameMember(directory, 'X'), nameUnit(directory, 'X'), shortParty(directory, 'm:X'), shortParty(directory, 'u:X')]).toEqual([
      '未知人员',
      '未知单位',
      '未知人员',
      '未知单位',
    ])
    expect(describeParties(w, [{ party: 'm:LI', role: 'responsible' }])).toBe('责任 李四(消防队)')
    expect(
      describeParties(w, [
        { party: 'u:XF', role: 'assisting' },
        { party: 'm:LI', role: 'responsible' },
      ]),
    ).toBe('牵头 李四(消防队) 配合 消防队')
  })

  it('a line is corrected where the name stands, @ or not', () => {
    expect(describeAmbiguous(directory, '#任务 李四(代) 报方案', { written: '李四(代)', candidates: ['m:LI', 'u:XF'] })).toBe(
      '“李四(代)”有2位,未登记。请重发其中一行:\n#任务 @消防队-李四 报方案\n#任务 @消防队 报方案',
    )
  })
})

describe('limits', () => {
  it('say what was assumed', () => {
    const dueAt = at('2026-12-06 17:30')
    const describe = (byDefault: 'absent' | 'asap' | null, ...notes: Parameters<typeof describeDue>[1]['notes'][number][]): string =>
      describeDue(w, { dueAt, notes, byDefault, urgency: 'urgent' })
    expect(describe(null)).toBe('截止 12月6日(周日)17:30')
    expect(describe('absent')).toBe('截止 12月6日(周日)17:30(未写时限,按急件默认)')
    expect(describe('asap', 'non-working-day')).toBe('截止 12月6日(周日)17:30(“尽快”按急件默认;当天为非工作日)')
  })

  it('ask so that the answer can be sent back', () => {
    const ask = (reason: Parameters<typeof describeQuestion>[2]['reason'], ...dues: string[]): string =>
      describeQuestion(w, 128, {
        reason,
        text: '某时',
        readings: dues.map((due) => ({ due: at(due), label: '', named: { end: 0, grain: 'day' } }) as never),
      })
    expect(ask('before-period', '2027-05-31 17:30', '2027-06-30 17:30')).toBe(
      '时限未定:“某时”指 2027年5月31日(周一)17:30 还是 2027年6月30日(周三)17:30?回复 #时限 128 2027年5月31日',
    )
    expect(ask('event-relative', '2026-11-30 17:30')).toBe(
      '时限未定:“某时”是 11月30日(周一)17:30 吗?(要从哪一天算起),回复 #时限 128 11月30日',
    )
    expect(ask('vague')).toBe('时限未定:“某时”没有写明具体时间,回复 #时限 128 12月5日')
    expect(ask('event-relative')).toBe('时限未定:“某时”要从哪一天算起?回复 #时限 128 12月5日')
  })
})

describe('refusals', () => {
  it('name who may, what stands in the way and the mend', () => {
    expect(describeForbidden(128, { label: '确认', by: ['issuer', 'root_supervisor'] })).toBe('〔128〕只有交办人、督查可以确认')
    expect(describeWrongState({ number: 128, kind: 'task' as const, state: 'open' }, { label: '确认', from: ['submitted'] })).toBe(
      '〔128〕办理中,不能确认,尚未申请办结',
    )
    expect(describeWrongState({ number: 128, kind: 'task' as const, state: 'closed' }, { label: '反馈', from: ['open'] })).toBe(
      '〔128〕已办结,不能反馈,如需再办请交办人 #重开',
    )
    expect(
      describeIssuingRefusal(directory, [
        { memberId: 'LI', unitId: null },
        { memberId: null, unitId: 'XF' },
      ]),
    ).toBe('您可以给本人和本单位人员交办;李四(消防队)、消防队请由领导、督查或其单位负责人交办')
  })
})

describe('a matter in a few lines', () => {
  const matter = { number: 128, title: '报方案', dueAt: null, parties: [{ name: '李四', role: 'responsible' as const }] }

  it('shows the light in private only', () => {
    const lit = {
      ...matter,
      stage: '办理中',
      percent: 0,
      level: 3 as const,
      lights: [{ name: '正常' }, { name: '临近' }, { name: '滞后' }, { name: '逾期' }],
    }
    expect(describeMatter(w, lit, false)).toBe('〔128〕报方案\n      责任 李四\n      截止 时限未定 办理中 0%')
    expect(describeMatter(w, lit, true)).toContain('逾期')
  })

  it('keeps a report to one line', () => {
    expect(
      describeMatter(w, { ...matter, latest: { at: now, who: '李四', text: `一\n二\n${'长'.repeat(200)}` } }, false).split('\n'),
    ).toHaveLength(4)
  })

  it('a long list says that it is not whole', () => {
    expect(describeGroupMatters(w, [matter], true)).toBe('本群在办(先列 1 项):\n〔128〕报方案 李四 时限未定')
  })
})

describe('digests', () => {
  const line = { number: 128, title: '报方案', dueAt: at('2026-11-20 17:30'), names: [] as string[] }
  const digest = { own: [], issued: [], unit: [], office: [] }

  it('say how each duty is answered, and for whom one stands in', () => {
    const words = describePrivateDigest(calendar, now, {
      ...digest,
      own: [
        { ...line, duty: 'review' },
        { ...line, number: 129, duty: 'set_due', names: ['张三'] },
      ],
    })
    expect(words).toBe(
      [
        '您的待办:',
        '〔128〕报方案 待确认 截止 11月20日(周五)17:30,已过 1 个工作日',
        '〔129〕报方案 待定时限 截止 11月20日(周五)17:30,已过 1 个工作日(代 张三)',
        '确认回复“#确认 编号”或“#退回 编号 原因”;定时限回复“#时限 编号 日期”,“#静默 明天”可暂缓提醒',
      ].join('\n'),
    )
    expect(describePrivateDigest(calendar, now, { ...digest, issued: [{ ...line, names: ['李四'] }] })).toContain('“#催办 编号”催办')
  })

  it('speak of each kind in its own words', () => {
    const own = (kind: MatterKind, duty: Duty, state?: MatterState) =>
      describePrivateDigest(calendar, now, { ...digest, own: [{ ...line, duty, kind, ...(state ? { state } : {}) }] })
        .split('\n')
        .slice(1)
        .map((words) => words.replace(/截止.*个工作日/u, '').replace(',“#静默 明天”可暂缓提醒', ''))
    expect(own('submission', 'review', 'submitted')).toEqual(['〔128〕报方案 待审核 ', '回复“#同意 编号”或“#退稿 编号 原因”'])
    expect(own('submission', 'review', 'open')).toEqual(['〔128〕报方案 待采编 ', '回复“#接收 编号”或“#退稿 编号 原因”或“#留存 编号”'])
    expect(own('submission', 'sign', 'signing')).toEqual(['〔128〕报方案 待签发 ', '回复“#签发 编号”或“#退稿 编号 原因”'])
    expect(own('submission', 'submit', 'returned')).toEqual(['〔128〕报方案 待改后重报 ', '回复“#重报 编号 补充内容”'])
    expect(own('call', 'submit')).toEqual(['〔128〕报方案 待报送 ', '回复“#报送 编号 标题⏎正文”'])
    expect(own('task', 'review')).toEqual(['〔128〕报方案 待确认 ', '回复“#确认 编号”或“#退回 编号 原因”'])
  })

  it('say how much there is of work that several share, once it is more than a few', () => {
    const waiting = (count: number) =>
      describePrivateDigest(calendar, now, {
        ...digest,
        own: Array.from({ length: count }, (_, at) => ({
          ...line,
          number: 128 + at,
          duty: 'review' as const,
          kind: 'submission' as const,
          state: 'open' as const,
        })),
      }).split('\n')
    expect(waiting(3).filter((words) => words.startsWith('〔'))).toHaveLength(3)
    expect(waiting(4).slice(0, 2)).toEqual(['您的待办:', '待采编 4 条,发送“#我的”查看'])
    expect(waiting(4).some((words) => words.startsWith('〔'))).toBe(false)
  })

  it('in a group ask for what a call wants, and for progress only where there is a task', () => {
    const call = { ...line, kind: 'call' as const, duties: ['submit' as const] }
    const ofCall = describeGroupDigest(calendar, now, [call])
    expect(ofCall).toContain('待报送:')
    expect(ofCall.split('\n').at(-1)).toBe('约稿回复“#认领 编号”,报送“#报送 编号 标题⏎正文”')
    expect(
      describeGroupDigest(calendar, now, [call, { ...line, number: 129, duties: ['handle'] }])
        .split('\n')
        .slice(-2),
    ).toEqual(['约稿回复“#认领 编号”,报送“#报送 编号 标题⏎正文”', '回复“#反馈 编号 进展”报进展,“#办结 编号 情况”申请办结'])
  })

  it('a list of todos names each duty as its kind does', () => {
    const todo = (kind: MatterKind, duty: Duty, state: MatterState) => ({
      duty,
      dueAt: null,
      onBehalfOf: null,
      matter: { number: 128, title: '报方案', kind, state },
    })
    const marks = describeMyTodos(
      w,
      [
        todo('submission', 'review', 'submitted'),
        todo('issue', 'sign', 'signing'),
        todo('call', 'submit', 'open'),
        todo('task', 'handle', 'open'),
      ],
      { total: 4, inGroup: false, name: '李四' },
    )
    expect(marks.split('\n').slice(1)).toEqual([
      '〔128〕【审核】报方案 时限未定',
      '〔128〕【签发】报方案 时限未定',
      '〔128〕【报送】报方案 时限未定',
      '〔128〕报方案 时限未定',
    ])
  })

  it('a next occurrence names its rule and who owes', () => {
    expect(describeOccurrence(calendar, now, { ...line, dueAt: at('2026-11-27 12:00'), names: ['李四'] }, '每周五12点前')).toBe(
      '〔128〕已立项(循环:每周五12点前):报方案 @李四\n截止 11月27日(周五)12:00\n回复“收到”即签收,“#反馈 128 …”报进展',
    )
  })
})
