import { describe, expect, it } from 'vitest'
import { readNewSeverity, readSeverity, splitSeverity } from '../../rules/urgent-severity.ts'

const table = ['一般', '较大', '重大', '特别重大'].map((name) => ({ name }))
const nameOf = (found: { name: string } | null): string | null => found?.name ?? null

describe('the severity in front of a first report', () => {
  it.each([
    ['【重大】9点20化工厂爆炸', '重大'],
    ['(特别重大)化工厂爆炸', '特别重大'],
    ['\uFF08特别重大\uFF09化工厂爆炸', '特别重大'],
    ['重大 化工厂爆炸', '重大'],
    ['化工厂发生重大爆炸', null],
    ['', null],
  ])('%s', (text, expected) => expect(nameOf(readSeverity(text, table))).toBe(expected))
})

describe('the severity that later words give', () => {
  it.each([
    ['【重大】死亡3人', '重大'],
    ['[特别重大]死亡30人', '特别重大'],
    ['火势扩大,升级为特别重大', '特别重大'],
    ['等级由一般调整为较大', '较大'],
    ['经研判定级为重大', '重大'],
    ['最终认定为较大事故', '较大'],
    ['重大伤亡未发生', null],
    ['目前不会升级为重大', null],
    ['可能升级为特别重大', null],
    ['尚未升级为重大', null],
    ['无人员伤亡', null],
    ['死亡3人,社会影响较大', null],
    ['请防止升级为重大事故', null],
  ])('%s', (text, expected) => expect(nameOf(readNewSeverity(text, table))).toBe(expected))
})

describe('定级 and its reason', () => {
  it.each([
    ['重大 已造成3人死亡', '重大', '已造成3人死亡'],
    ['为特别重大,30人失联', '特别重大', '30人失联'],
    ['【较大】', '较大', ''],
    ['降为一般,经核实无伤亡', '一般', '经核实无伤亡'],
    ['升级为重大级:死亡3人', '重大', '死亡3人'],
    ['调整为较大等级。伤者增加', '较大', '伤者增加'],
    ['提高一级', null, '提高一级'],
  ])('%s', (text, name, rest) => {
    const split = splitSeverity(text, table)
    expect([nameOf(split.severity), split.rest]).toEqual([name, rest])
  })

  it('reads names as they are written in the office’s own table, whatever signs they hold', () => {
    const own = [{ name: 'I级(特重)' }, { name: 'II级+' }]
    expect(nameOf(readNewSeverity('【II级+】死亡3人', own))).toBe('II级+')
    expect(nameOf(splitSeverity('I级(特重) 死亡30人', own).severity)).toBe('I级(特重)')
  })
})
