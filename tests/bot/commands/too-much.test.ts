import { describe, expect, it } from 'vitest'
import { openScene, type Scene } from '../../support/scene.ts'

/** What a fault of ours is answered with. */
const fault = /没有处理成功|出错/u
const long = (letters: number): string => '情况'.repeat(letters / 2)
const form = (more: Record<string, string> = {}): string =>
  Object.entries({
    名称: '住房保障办事指南',
    索引号: 'LJ-ZJ-2026-001',
    内容概述: '申请条件、材料、时限',
    公开方式: '长期',
    责任单位: '住建局',
    日期: '2026-11-20',
    ...more,
  })
    .map(([label, value]) => `${label}:${value}`)
    .join('\n')

const numbers = { approval: 128, absence: 129, urgent: 130, meeting: 131, item: 132 }
const openAll = async (): Promise<Scene> => {
  const scene = await openScene()
  await scene.li.says('#申请 审批 购置应急物资一批,@城管局 承办')
  await scene.chen.whispers('#外出 11月25日至27日 赴省城参加会议,黄蓉主持')
  await scene.actor('赵七').says('#紧急 今天上午8:20,高新区某厂区发生火灾,正在扑救')
  await scene.zhang.says('#会议 11月26日上午9点 防火工作例会 @李四 @王五')
  await scene.actor('黄蓉').says(`#公开 ${form()}`)
  return scene
}

/** Who says it, what comes before the long words, and what the answer must contain; the words are taken whole or refused in words. */
const sayings = [
  ['冯督', `#办结 ${numbers.approval} `, 3_950, '已办'],
  ['李四', '#申请 审批 @城管局 ', 3_900, '已提交'],
  ['李四', `#申请 ${long(80)} `, 200, '流程名称不超过 40 字'],
  ['李四', `#申请 审批 @城管局 申请人:${'张'.repeat(40)} `, 100, '已提交'],
  ['刘洋', `#暂停 ${numbers.approval} `, 1_500, '暂停的原因不超过 1000 字'],
  ['刘洋', `#暂停 ${numbers.approval} `, 900, '时钟已暂停'],
  ['刘洋', `#恢复 ${numbers.approval} `, 1_500, '恢复的说明不超过 1000 字'],
  ['刘洋', `#恢复 ${numbers.approval} `, 100, '时钟已恢复'],
  ['赵七', '#紧急 ', 3_900, '紧急信息已报'],
  ['赵七', `#续报 ${numbers.urgent} `, 3_900, '续报一已记录'],
  ['赵七', `#补充 ${numbers.urgent} `, 3_900, '已补充'],
  ['赵七', `#定级 ${numbers.urgent} 重大 `, 1_500, '调整等级的原因不超过 1000 字'],
  ['赵七', `#定级 ${numbers.urgent} 重大 `, 900, '升为“重大”'],
  ['周正', `#签发 ${numbers.urgent} `, 1_500, '签发意见不超过 1000 字'],
  ['张三', '#会议 明天上午9点 @李四 ', 3_900, '会议:'],
  ['李四', `#参会 ${numbers.meeting} `, 900, '回复不超过 500 字'],
  ['李四', `#请假 ${numbers.meeting} `, 900, '回复不超过 500 字'],
  ['张三', `#议题 ${numbers.meeting} @住建局 `, 3_000, '议题不超过 2000 字'],
  ['马勇', '#外出 11月25日至27日 ', 1_500, '外出事由不超过 1000 字'],
  ['陈六', `#销假 ${numbers.absence} `, 900, '销假说明不超过 500 字'],
  ['周正', `#不同意 ${numbers.absence} `, 3_900, '不同意'],
  ['文清', `#退稿 ${numbers.item} `, 1_500, '原因不超过 1000 字'],
  ['文清', `#同意 ${numbers.item} `, 900, '审核意见不超过 500 字'],
  ['文清', `#撤下公开 ${numbers.item} `, 1_500, '原因不超过 1000 字'],
  ['文清', `#更新公开 ${numbers.item} `, 3_000, '内容概述不超过 2000 字'],
  ['冯督', '#移交 @李四 @孙磊 ', 3_900, '已把 李四'],
] as const

describe('more than anybody reads', () => {
  it('is taken whole or refused in words, and answered in a message that can be read', async () => {
    const scene = await openAll()
    for (const [name, before, letters, expected] of sayings) {
      const who = scene.actor(name)
      scene.group.heard()
      who.heard()
      await who.says(`${before}${long(letters)}`)
      const heard = [...scene.group.heard(), ...who.heard()]
      expect.soft(heard.join('\n').slice(0, 300), `${name} ${before.slice(0, 30)} ${letters}`).toContain(expected)
      expect.soft(heard.join('\n')).not.toMatch(fault)
      for (const text of heard) expect.soft(text.length, `${before.slice(0, 30)}: ${text.slice(0, 80)}`).toBeLessThan(1_500)
    }
    expect(scene.faults).toEqual([])
  })

  it('a form of six fields with too much in it', async () => {
    const scene = await openAll()
    const forms = [
      [
        'two hundred lines',
        `#公开 ${form({ 索引号: 'LJ-200', 内容概述: Array.from({ length: 200 }, (_, n) => `第${n}条`).join('\n') })}`,
        '已报审',
      ],
      ['every field forty times: the last counts', `#公开 ${Array.from({ length: 40 }, () => form()).join('\n')}`, '已经用过'],
      ['a name of a hundred letters', `#公开 ${form({ 名称: long(100) })}`, '名称不超过 80 字'],
      ['an index number of a hundred', `#公开 ${form({ 索引号: 'A'.repeat(100) })}`, '索引号不超过 60 字'],
      ['a summary of three thousand', `#公开 ${form({ 内容概述: long(3_000) })}`, '内容概述不超过 2000 字'],
      ['a unit of a hundred', `#公开 ${form({ 责任单位: long(100) })}`, '没有找到责任单位'],
      ['a day that no calendar has', `#公开 ${form({ 日期: '2026-02-30' })}`, '尚缺:日期'],
      ['a day to come', `#公开 ${form({ 索引号: 'LJ-9', 日期: '2027-02-03' })}`, '日期不能在将来'],
      ['every 99 months', `#公开 ${form({ 索引号: 'LJ-10', 公开方式: '定期,每99个月' })}`, '60'],
    ] as const
    for (const [what, text, expected] of forms) {
      scene.group.heard()
      await scene.actor('文清').says(text)
      const heard = scene.group.heard().join('\n')
      expect.soft(heard, what).toContain(expected)
      expect.soft(heard, what).not.toMatch(fault)
    }
    expect(scene.faults).toEqual([])
  })

  it('a hundred names at once, and one hundred times the same', async () => {
    const scene = await openScene()
    const many = Array.from({ length: 100 }, (_, n) => `@无名${n}`).join(' ')
    scene.group.heard()
    await scene.zhang.says(`#会议 明天上午9点 例会 ${many}`)
    await scene.zhang.says(`#会议 明天上午9点 例会 ${'@李四 '.repeat(100)}`)
    const [unknown = '', twice = ''] = scene.group.heard()
    expect(unknown).not.toMatch(fault)
    expect(unknown).not.toContain('〔')
    expect(unknown.length).toBeLessThan(1_500)
    expect(twice).toContain('参会 李四')
    expect(twice.length).toBeLessThan(300)
    expect(scene.faults).toEqual([])
  })
})
