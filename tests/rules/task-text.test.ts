import { describe, expect, it } from 'vitest'
import { composeTitle, cutSpans, readPercent, readUrgency, saysWhat } from '../../rules/task-text.ts'

describe('urgency', () => {
  it.each([
    ['【特急】@李四 报火情', 'critical', '@李四 报火情'],
    ['特急:@李四 报火情', 'critical', '@李四 报火情'],
    ['特急@李四 报火情', 'critical', '@李四 报火情'],
    ['急 @李四 报方案', 'urgent', '@李四 报方案'],
    ['急:@李四 报方案', 'urgent', '@李四 报方案'],
    ['【加急】@李四 报方案', 'urgent', '@李四 报方案'],
    ['(急)@李四 报方案', 'urgent', '@李四 报方案'],
    ['@李四 【急】报方案', 'urgent', '@李四 报方案'],
    ['@李四 【特急】报火情', 'critical', '@李四 报火情'],
  ])('of “%s”', (text, urgency, rest) => {
    const read = readUrgency(text)
    expect(read.urgency).toBe(urgency)
    expect(cutSpans(text, read.cut ? [read.cut] : [])).toBe(rest)
  })

  it.each(['急救药品清单 @李四', '紧急通知各单位防汛', '@李四 报送应急预案', '@李四 抓紧报方案', '着急 @李四'])(
    '“%s” is an ordinary one',
    (text) => {
      expect(readUrgency(text)).toEqual({ urgency: 'normal', cut: null })
    },
  )
})

describe('a title', () => {
  const title = (body: string, ...cut: string[]): string =>
    composeTitle(
      body,
      cut.map((part) => ({ from: body.indexOf(part), to: body.indexOf(part) + part.length })),
    )

  it('is the body less what was cut, and less 请 and 要求', () => {
    expect(title('@李四 请于周五前完成老旧小区消防隐患排查', '@李四', '周五前')).toBe('老旧小区消防隐患排查')
    expect(title('要求各单位报送总结', '各单位')).toBe('报送总结')
    expect(title('@李四 本周五下班前完成老旧小区消防隐患排查,李四牵头', '@李四', '本周五下班前', '李四牵头')).toBe('老旧小区消防隐患排查')
  })

  it('does not end in 完成 or a comma', () => {
    expect(title('做好老旧小区改造安全保障工作,本周五前完成', '本周五前')).toBe('老旧小区改造安全保障工作')
    expect(title('整改方案。')).toBe('整改方案')
  })

  it('keeps words that only look like a leftover', () => {
    expect(title('@李四 应急预案周五前报送', '@李四', '周五前')).toBe('应急预案报送')
    expect(title('@李四 在建工地隐患清单周五前报送', '@李四', '周五前')).toBe('在建工地隐患清单报送')
    expect(title('@李四 前进路整治方案周五前报送', '@李四', '周五前')).toBe('前进路整治方案报送')
    expect(title('请于周五前在表格中投票', '周五前')).toBe('在表格中投票')
    expect(title('前期工作方案')).toBe('前期工作方案')
    expect(title('完成率通报')).toBe('完成率通报')
  })

  it('is one line of at most forty letters', () => {
    expect(title('报送方案\n附件另发')).toBe('报送方案')
    expect([...title('长'.repeat(60))]).toHaveLength(40)
    expect(title('长'.repeat(60)).endsWith('…')).toBe(true)
    expect(title('🍣'.repeat(40))).toBe('🍣'.repeat(40))
  })

  it('leaves the word that led to the limit with it', () => {
    expect(title('争取下月底前,在网站公示结果', '下月底前')).toBe('在网站公示结果')
    expect(title('力争本周五下班前报方案', '本周五下班前')).toBe('报方案')
  })

  it('is never empty', () => {
    expect(title('周五前', '周五前')).toBe('周五前')
  })
})

describe('a percent', () => {
  it.each([
    ['已完成60%', 60],
    ['完成率60%', 60],
    ['上周30%,现在60%', 60],
    ['100%', 100],
    ['完成 33.3%', 33],
    ['0%,刚开始', 0],
    ['同比增长150%', null],
    ['已过半', null],
    ['60', null],
  ])('in “%s”', (text, percent) => {
    expect(readPercent(text)).toBe(percent)
  })
})

it('overlapping cuts take nothing twice', () => {
  expect(
    cutSpans('甲乙丙丁戊', [
      { from: 1, to: 3 },
      { from: 2, to: 4 },
    ]),
  ).toBe('甲戊')
})

describe('what is to be done', () => {
  it.each([
    ['@李四', [{ from: 0, to: 3 }], false],
    [
      '请@李四 于周五前！',
      [
        { from: 1, to: 4 },
        { from: 6, to: 9 },
      ],
      false,
    ],
    ['@李四 报表', [{ from: 0, to: 3 }], true],
  ])('%s', (text, cuts, says) => {
    expect(saysWhat(text, cuts)).toBe(says)
  })

  it('full-width signs around what was cut go with it', () => {
    const text = '请消防队牵头，12月5日前完成占道清理！'
    expect(
      composeTitle(text, [
        { from: 1, to: 6 },
        { from: 7, to: 13 },
      ]),
    ).toBe('完成占道清理')
    expect(readUrgency('急：@李四 报名单')).toMatchObject({ urgency: 'urgent' })
    expect(readUrgency('（特急）@李四 报名单')).toMatchObject({ urgency: 'critical' })
  })
})
