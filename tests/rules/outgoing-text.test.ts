import { describe, expect, test } from 'vitest'
import { isEchoOf, makeOutgoingText } from '../../rules/outgoing-text.ts'

const bare = (text: string): string => text.replaceAll('\u200B', '')

describe('words that leave the bot', () => {
  test.each(['@所有人', '＠所有人', '@all', '@All 大家好', '@everyone', '@全体成员', '<@all>', '<@zhangsan>'])(
    'cannot mention everyone: %s',
    (text) => {
      const out = makeOutgoingText(`张三说 ${text}`)
      expect(out).not.toContain(text)
      expect(bare(out)).toBe(`张三说 ${text}`)
    },
  )
  test.each(['#任务 交材料', '＃任务 交材料', ' #任务# 交材料', '\u3000#反馈 128'])('give no tag at the start of a line: %s', (line) => {
    const out = makeOutgoingText(`原文:\n${line}`)
    expect(out).not.toMatch(/^[\s\u3000]*[#＃](任务|反馈)/mu)
    expect(bare(out)).toBe(`原文:\n${line}`)
  })
  test('never begin with a tag, even through zero-width characters', () => {
    expect(makeOutgoingText('\u200B#任务 交材料').startsWith('· ')).toBe(true)
    expect(makeOutgoingText('【任务】交材料').startsWith('· ')).toBe(true)
  })
  test('leave ordinary words alone', () => {
    const text = '〔128〕已记录 李四 60%\n回复“#反馈 128 …”报进展 @李四 @alliance a@all-in.cn'
    expect(bare(makeOutgoingText(text))).toBe(text)
    expect(makeOutgoingText('〔128〕已记录\n回复“#反馈 128 …”')).toBe('〔128〕已记录\n回复“#反馈 128 …”')
  })
  test('carry no control characters and no line that another system would break at', () => {
    expect(makeOutgoingText('a\u0000b\u001b[31mc\r\nd\u202Ee\tf')).toBe('ab[31mc\nde\tf')
  })
})

test('an echo is recognised through trimming, folded blanks and splitting, and not otherwise', () => {
  const sent = '〔128〕已立项\n截止 11月27日'
  expect(isEchoOf(sent, ' 〔128〕已立项 截止 11月27日 ')).toBe(true)
  expect(isEchoOf(sent, '〔128〕已立项')).toBe(true)
  expect(isEchoOf(sent, '〔129〕已立项')).toBe(false)
  expect(isEchoOf(sent, '')).toBe(false)
})
