import { describe, expect, it } from 'vitest'
import { findMarking, mentionsSecrecy } from '../../rules/secrecy.ts'

describe('a marking', () => {
  it.each([
    ['#任务 @李四 报送 机密★ 材料', '机密'],
    ['秘密★10年', '秘密'],
    ['【机密】会议纪要', '机密'],
    ['机密级文件今天传阅', '机密'],
    ['绝密', '绝密'],
    ['绝 密', '绝密'],
    ['绝\u200B密', '绝密'],
    ['机 密 ★', '机密'],
    ['密级:秘密', '秘密'],
    ['密级: 内部', '密级'],
    ['本材料不得外传', '不得外传'],
    ['内部资料,注意保管', '内部资料'],
    ['请到机要室取件', '机要'],
    ['收到机要件一份', '机要'],
    ['本文件涉及国家秘密', '涉密'],
  ])('is found in “%s”', (text, marking) => {
    expect(findMarking(text)).toBe(marking)
  })

  it.each([
    '开展涉密自查',
    '组织保密培训',
    '商业秘密保护宣传',
    '失败的秘密在于拖延',
    '学习保密法',
    '内部资料室漏水',
    '机密仪器厂隐患排查',
    '不涉密',
  ])('is not “%s”', (text) => {
    expect(findMarking(text)).toBeUndefined()
  })
})

it('a topic only earns a caution', () => {
  expect(mentionsSecrecy('开展涉密自查')).toBe(true)
  expect(mentionsSecrecy('组织保密培训')).toBe(true)
  expect(mentionsSecrecy('组织消防培训')).toBe(false)
})
