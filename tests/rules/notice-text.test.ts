import { describe, expect, it } from 'vitest'
import { maskForAddressees, readDocumentNumber, readReceipt, sameNoticeText } from '../../rules/notice-text.ts'
import { findMarking } from '../../rules/secrecy.ts'
import { headLikeness, isPlainHead } from '../../rules/sign-up-head.ts'
import { cutSpans } from '../../rules/task-text.ts'

describe('readReceipt', () => {
  it.each([
    '明天开会(需签收)',
    '明天开会【请签收】',
    '明天开会,请签收',
    '明天开会,请于今天下班前签收。',
    '明天开会 收到请回复',
    '周四培训(收到请接龙,明天12点前)',
    '明天开会,收到后请及时回复',
    '明天开会,请各单位回复“收到”',
    '明天开会,请回执',
    '请各单位签收 @李四',
    '明天开会(签收,今天17:30前)',
  ])('%s asks for it', (text) => {
    expect(readReceipt(text).asked).toBe(true)
  })

  it.each([
    '明天开会',
    '明天开会(无需签收)',
    '明天开会,不用回复',
    '关于加强快递签收管理的通知',
    '已收到上级通知,请抓紧落实',
    '免签收 明天开会',
  ])('%s does not', (text) => {
    expect(readReceipt(text).asked).toBe(false)
  })

  it.each([
    ['明天开会(需签收)', '明天开会'],
    ['明天开会(需签收,今天下班前)', '明天开会'],
    ['明天开会,请签收', '明天开会'],
    ['明天开会(无需签收)', '明天开会'],
  ])('what asks is cut out of a title: %s', (text, rest) => {
    expect(cutSpans(text, readReceipt(text).cuts)).toBe(rest)
  })
})

describe('readDocumentNumber', () => {
  it.each([
    ['关于防汛的通知 临政办发〔2026〕15号', '临政办发〔2026〕15号'],
    ['临府发[2026] 3号 关于…', '临府发[2026]3号'],
    ['转发 临政办函(2025)第12号', '临政办函(2025)第12号'],
  ])('%s', (text, written) => {
    expect(readDocumentNumber(text)?.written).toBe(written)
  })

  it.each(['关于防汛的通知', '〔128〕号事项', '会议室2026号'])('%s has none', (text) => {
    expect(readDocumentNumber(text)).toBeNull()
  })

  it('of a classified document is a marking', () => {
    expect(findMarking('关于部署的通知 临政密发〔2026〕3号')).toBe('密级文号')
    expect(findMarking('关于防汛的通知 临政办发〔2026〕15号')).toBeUndefined()
  })
})

describe('the same notice', () => {
  it('differs in blanks, width and punctuation only', () => {
    expect(sameNoticeText('notice', '明天 9:00 开会,请签收。')).toBe(sameNoticeText('notice', '明天9:00开会,请签收'))
    expect(sameNoticeText('notice', '明天开会')).not.toBe(sameNoticeText('notice', '后天开会'))
    expect(sameNoticeText('notice', '明天开会')).not.toBe(sameNoticeText('document', '明天开会'))
  })

  it('keeps every letter in its place when names are looked for', () => {
    const text = '主送:消防队 请李四主持 @所有人 参与'
    expect(maskForAddressees(text)).toHaveLength(text.length)
  })
})

describe('what a 接龙 is about', () => {
  const matter = { title: '冬春火灾防控工作部署会', body: '冬春火灾防控工作部署会,周五下午三点(需签收)' }
  it.each(['冬春火灾防控工作部署会', '冬春火灾防控工作部署会 参会人员接龙', '冬春火灾防控部署会', '冬春火灾防控部署会参会'])(
    '%s is about it',
    (head) => {
      expect(headLikeness(head, matter)).toBeGreaterThan(0)
    },
  )
  it.each(['中午吃饭接龙', '周五聚餐', '接龙', ''])('%s is not', (head) => {
    expect(headLikeness(head, matter)).toBe(0)
  })
  it('or about whatever was posted last, when it only says “sign here”', () => {
    for (const head of ['收到请接龙', '请各位同志收到后签收', '']) expect(isPlainHead(head)).toBe(true)
    for (const head of ['中午吃饭接龙', '报名接龙']) expect(isPlainHead(head)).toBe(false)
  })
})
