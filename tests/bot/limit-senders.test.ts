import { describe, expect, it } from 'vitest'
import { InboundMessageRow } from '../../entities/index.ts'
import { openScene } from '../support/scene.ts'
import { scenePlan } from '../support/scene-office.ts'

/** An office in which five tagged messages a minute are enough. */
const strict = {
  ...scenePlan,
  office: { ...scenePlan.office, settings: { ...scenePlan.office.settings, chatLimit: { messages: 5, seconds: 60 } } },
}

const spare = '张三,您1分钟内已发 5 条,后面的先不办理;稍后把没有办理的一次列给您,请届时重发。“收到”不受影响'

describe('somebody who sends faster than anybody reads', () => {
  it('is told once; what was not acted on is kept and listed once, and nothing of it is done', async () => {
    const { group, zhang, matters, clock, runner } = await openScene({ plan: strict })
    for (let n = 1; n <= 8; n += 1) await zhang.says(`#任务 @李四 周五前报送第${n}批材料`)
    expect(group.heard().slice(5)).toEqual([spare])
    expect(await matters()).toHaveLength(5)
    await clock.passes('2m')
    expect(group.heard()).toEqual([
      '@张三 以下消息因发送过快没有办理,请重发:\n#\u200B任务 @李四 周五前报送第6批材料\n#\u200B任务 @李四 周五前报送第7批材料\n#\u200B任务 @李四 周五前报送第8批材料',
    ])
    const kept = await runner.read((tx) => tx.find(InboundMessageRow, { order: { id: 'ASC' } }))
    expect(kept.map(({ state }) => state)).toEqual([...Array(5).fill('done'), ...Array(3).fill('held')])
    // A new minute, a new start.
    await zhang.says('#任务 @李四 周五前报送第6批材料')
    expect(await matters()).toHaveLength(6)
  })

  it('is listed by number beyond a screenful', async () => {
    const { group, zhang, clock } = await openScene({ plan: strict })
    for (let n = 1; n <= 40; n += 1) await zhang.says('#我的')
    await clock.passes('2m')
    const summary = group.heard().at(-1) ?? ''
    expect(summary.split('\n')).toHaveLength(22)
    expect(summary.split('\n').at(-1)).toBe('另有 15 条')
  })

  it('hinders nobody else, and not their own 收到, in words or by tag', async () => {
    const { group, zhang, li, matter } = await openScene({ plan: strict })
    await zhang.says('#任务 @李四 @张三 周五前报方案')
    for (let n = 1; n <= 8; n += 1) await li.says('#我的')
    group.heard()
    await li.says('#签收 128')
    for (let n = 1; n <= 8; n += 1) await zhang.says('#我的')
    await zhang.says('收到')
    expect(group.heard().filter((text) => text.includes('签收'))).toEqual(['〔128〕李四 已签收'])
    expect((await matter(128)).todos.every(({ acknowledgedAt }) => acknowledgedAt !== null)).toBe(true)
  })

  it('is not meant by history that a login replays, nor by messages delivered twice', async () => {
    const { zhang, matters, clock } = await openScene({ plan: strict })
    await clock.passes('1h')
    for (let n = 1; n <= 8; n += 1) await zhang.says(`#任务 @李四 周五前报送第${n}批材料`, { sentAt: '2026-11-23T09:10' })
    expect(await matters()).toHaveLength(8)
    for (let n = 1; n <= 8; n += 1) await zhang.says('#任务 @李四 周四前报送预算', { messageId: 'twice' })
    await zhang.says('#任务 @李四 周四前报送总结')
    expect(await matters()).toHaveLength(10)
  })

  it('counts refusals too', async () => {
    const { group, li } = await openScene({ plan: strict })
    for (let n = 1; n <= 7; n += 1) await li.says('#确认 999')
    expect(group.heard()).toHaveLength(6)
  })
})
