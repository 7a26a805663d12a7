import { expect, test } from 'vitest'
import { buildTopicsDocx } from '../../../documents/topics/build-topics-docx.ts'
import { looks, openPaper } from '../opened.ts'
import { topics } from '../samples.ts'

test('every topic with what is wanted, from whom and until when', async () => {
  const { text, paragraph } = await openPaper(await buildTopicsDocx(topics()))
  expect(text).toBe(
    [
      '2026年4月政务信息报送要点',
      '各县（区）人民政府：',
      '现将4月份报送要点印发给你们。',
      '一、一季度经济运行情况',
      '报送要求：主要指标、存在问题。',
      '1500字以内。',
      '报送单位：市发展改革委、市统计局',
      '报送时限：2026年4月30日（周四）17:30前',
      '二、春耕生产情况',
      '报送要求：进度和建议。',
      '报送单位：各单位',
      '报送时限：有情况及时报送',
      '',
      '',
      '临江市人民政府办公室',
      '2026年4月3日',
    ].join('\n'),
  )
  expect(looks(paragraph('一、一季度'))[0]!.font).toBe('黑体')
  expect(looks(paragraph('报送单位'))[0]!.font).toBe('楷体_GB2312')
})

test('topics are counted as headings count, and none is said in words', async () => {
  const [topic] = topics().topics
  const many = await openPaper(
    await buildTopicsDocx(topics({ topics: Array.from({ length: 21 }, (_, index) => ({ ...topic!, title: `事项${index + 1}` })) })),
  )
  for (const heading of ['十、事项10', '十一、事项11', '二十、事项20', '二十一、事项21']) expect(many.text).toContain(`\n${heading}\n`)
  expect((await openPaper(await buildTopicsDocx(topics({ topics: [] })))).text).toContain('本期没有报送要点。')
})
