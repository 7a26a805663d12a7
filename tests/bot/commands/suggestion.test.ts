import { describe, expect, it } from 'vitest'
import { openScene } from '../../support/scene.ts'

describe('#建议', () => {
  it('is taken in private, and those who owe the answer hear of it at once without a name', async () => {
    const { group, li, feng, matter } = await openScene()
    await li.says('#建议 周报月报内容重复,请合并')
    expect(group.heard()).toEqual([])
    expect(li.heard()).toEqual(['〔128〕建议已收到,11月30日(周一)17:30前答复您;除答复人外,不向任何人公开您的姓名'])
    expect(feng.heard()).toEqual([
      '〔128〕收到一条建议:周报月报内容重复,请合并\n      请于11月30日(周一)17:30前答复:#答复 128 …'.replaceAll('#', '#'),
    ])
    expect(await matter(128)).toMatchObject({ kind: 'suggestion', title: '周报月报内容重复,请合并', parties: [{ name: '冯督' }] })
    await feng.whispers('#我的')
    expect(feng.heard()[0]).toContain('〔128〕【答复】周报月报内容重复,请合并')
  })

  it('wakes nobody at night', async () => {
    const { li, feng, clock } = await openScene({ startsAt: '2026-11-23T22:00' })
    await li.whispers('#建议 夜里不要发通知')
    expect(feng.heard()).toEqual([])
    await clock.reaches('2026-11-24T09:01')
    expect(feng.heard()).toEqual([expect.stringContaining('夜里不要发通知')])
  })

  it('is nobody else’s to see, leaders and heads included', async () => {
    const { li, zhang, zhao, wang, feng, group } = await openScene()
    await li.whispers('#建议 少开重复的会')
    for (const person of [zhang, zhao, wang]) {
      await person.whispers('#查 128')
      expect(person.heard()).toEqual(['没有〔128〕号事项,或您无权查看'])
      await person.whispers('#答复 128 好的')
      expect(person.heard()).toEqual(['没有〔128〕号事项,或您不是它的交办人、承办人'])
    }
    await feng.says('#查 128')
    expect(group.heard()).toEqual([])
    expect(feng.heard().at(-1)).toContain('少开重复的会')
  })
})

describe('#答复', () => {
  it('closes the suggestion, and its author alone reads the answer', async () => {
    const { group, li, feng, matter } = await openScene()
    await li.whispers('#建议 周报月报内容重复,请合并')
    feng.heard()
    li.heard()
    await feng.says('#答复 128 下月起合并为一张表')
    expect(group.heard()).toEqual([])
    expect(feng.heard()).toEqual(['〔128〕已答复,答复已私信建议人'])
    expect(li.heard()).toEqual(['〔128〕您的建议已答复:下月起合并为一张表'])
    expect(await matter(128)).toMatchObject({ state: 'closed' })
    await feng.whispers('#答复 128 再答一次')
    expect(feng.heard()).toEqual([expect.stringContaining('不能答复')])
    expect(li.heard()).toEqual([])
  })

  it('asks for its number and its words, and is for suggestions only', async () => {
    const { li, zhang, feng } = await openScene()
    await zhang.says('#任务 @李四 周五前报消防检查方案')
    await li.whispers('#答复 128 已经报了')
    expect(li.heard().at(-1)).toContain('〔128〕不是建议')
    await feng.whispers('#答复 128')
    expect(feng.heard().at(-1)).toContain('后面缺内容')
  })

  it('is reminded of when it is late: the answerer, and the author knows', async () => {
    const { li, feng, clock } = await openScene()
    await li.whispers('#建议 周报月报内容重复,请合并')
    li.heard()
    feng.heard()
    await clock.reaches('2026-12-01T09:30')
    expect(feng.heard().at(-1)).toContain('〔128〕')
    expect(li.heard().at(-1)).toContain('〔128〕')
  })
})

describe('#建议列表', () => {
  it('shows one’s own with the answer, and to those who answer what waits', async () => {
    const { li, feng, wu } = await openScene()
    await li.whispers('#建议 周报月报内容重复,请合并')
    await wu.whispers('#建议 少开重复的会')
    await feng.whispers('#答复 128 下月起合并')
    for (const person of [li, feng, wu]) person.heard()
    await li.whispers('#建议列表')
    expect(li.heard()).toEqual(['建议 1 条:\n〔128〕(我提的)周报月报内容重复,请合并 已答复:下月起合并'])
    await feng.whispers('#建议列表')
    expect(feng.heard()[0]).toMatch(/^建议 2 条:\n〔129〕少开重复的会 待答复,.*前\n〔128〕周报月报/u)
    await wu.says('#建议列表')
    expect(wu.heard()).toEqual([expect.stringContaining('〔129〕(我提的)少开重复的会')])
  })
})
