import { describe, expect, test } from 'vitest'
import { composeTopic } from '../../rules/call-topic.ts'
import { readUnitClasses } from '../../rules/parties/unit-classes.ts'

/** The topic, with these words cut out as names and limits are. */
const topic = (body: string, ...cut: string[]): string =>
  composeTopic(
    body,
    cut.map((words) => ({ from: body.indexOf(words), to: body.indexOf(words) + words.length })),
  )

describe('the topic of a call', () => {
  test.each([
    [
      '各地冬季安全做法,每篇1500字以内,请江南区、江北区于11月27日前报送',
      ['江南区、江北区', '11月27日前'],
      '各地冬季安全做法,每篇1500字以内',
    ],
    ['主题:民生实事完成情况 要求:1000字以内 时限:本周五下班前 单位:各县区', ['本周五下班前', '各县区'], '民生实事完成情况 要求:1000字以内'],
    ['请各单位报送招商引资情况,12月5日前', ['请各单位', '12月5日前'], '报送招商引资情况'],
    ['冬季安全做法,11月27日前,@城管局', ['11月27日前', '@城管局'], '冬季安全做法'],
    ['冬季做法 请各县区、@城管局于11月27日前报送', ['请各县区', '@城管局', '于11月27日前'], '冬季做法'],
    ['先进集体和先进单位', [], '先进集体和先进单位'],
  ])('%s', (body, cut, read) => expect(topic(body, ...cut)).toBe(read))
})

describe('units by their class', () => {
  const classes = ['县(市、区)', '市直部门', '乡镇']
  test.each([
    ['请各县(市、区)报送', ['县(市、区)']],
    ['各县(市、区)人民政府', ['县(市、区)']],
    ['单位:各县区', ['县(市、区)']],
    ['各区县、市直各部门', ['县(市、区)', '市直部门']],
    ['请各市直部门和各乡镇报送', ['市直部门', '乡镇']],
    ['各县区教育局', []],
    ['各地做法', []],
    ['县区做法', []],
  ])('%s', (text, read) => expect(readUnitClasses(text, classes).classes).toEqual(read))

  test('what names them is cut out of the topic', () => {
    const text = '民生实事,请各县(市、区)人民政府11月27日前报送'
    expect(composeTopic(text, [...readUnitClasses(text, classes).cuts, { from: text.indexOf('11月'), to: text.indexOf('报送') }])).toBe(
      '民生实事',
    )
  })
})
