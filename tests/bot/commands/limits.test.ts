import { describe, expect, it } from 'vitest'
import { openScene } from '../../support/scene.ts'

const withTask = async (text = '#任务 @李四 周五前报方案', startsAt?: string) => {
  const scene = await openScene(startsAt === undefined ? {} : { startsAt })
  await scene.zhang.says(text)
  scene.group.heard()
  return scene
}

describe('#时限', () => {
  it('sets and moves the limit for everybody who owes, and closes the question', async () => {
    const { group, zhang, matter } = await withTask('#任务 @李四 @王五 6月前报方案')
    await zhang.says('#时限 128 5月31日')
    expect(group.heard()).toEqual(['〔128〕时限已定,截止 2027年5月31日(周一)17:30'])
    expect(group.mentioned()).toEqual(['李四', '王五'])
    expect((await matter(128)).todos).toMatchObject([
      { duty: 'handle', due: '2027-05-31T17:30:00+08:00' },
      { duty: 'handle', due: '2027-05-31T17:30:00+08:00' },
      { duty: 'set_due', closedAt: expect.any(String) },
    ])
    await zhang.says('#时限 128 明早9点')
    expect(group.heard()).toEqual(['〔128〕时限已定,截止 11月24日(周二)09:00'])
  })

  it('asks back what is unclear, and is the issuer’s or supervisor’s', async () => {
    const { group, zhang, li, feng, wu } = await withTask()
    await zhang.says('#时限 128')
    await zhang.says('#时限 128 6月前')
    await zhang.says('#时限 128 改天')
    await zhang.says('#时限 128 今天早上8点')
    await li.says('#时限 128 12月5日')
    await wu.says('#时限 128 12月5日')
    await feng.says('#时限 128 12月5日')
    const answers = group.heard()
    expect(answers.map((text) => text.split(',例如')[0])).toEqual([
      '“#时限”后面缺内容',
      '“6月前”指 2027年5月31日(周一)17:30 还是 2027年6月30日(周三)17:30?请写明后重发',
      '没有看懂时间,请写明到几月几日',
      expect.any(String),
      '〔128〕只有交办人、督查可以定时限',
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '〔128〕时限已定,截止 12月5日(周六)17:30(当天为非工作日)',
    ])
    expect(answers[3]).not.toContain('时限已定')
  })
})

describe('#延期', () => {
  it('is asked of issuer and supervisor; the first decision settles it and moves every open duty', async () => {
    const { group, zhang, feng, li, matter } = await withTask('#任务 @李四 @王五 周五前报方案')
    await li.says('#延期 128 到12月5日 材料尚缺两家')
    expect(group.heard()).toEqual([
      '〔128〕已申请延期到 12月5日(周六)17:30(当天为非工作日),待 张三 审批(#同意延期 128 / #不同意延期 128 原因),批准前按原时限办理',
    ])
    expect(group.mentioned()).toEqual(['张三'])
    const deciding = async () =>
      (await matter(128)).todos.filter(({ duty, closedAt }) => duty === 'decide_extension' && closedAt === null).map(({ party }) => party)
    expect(await deciding()).toEqual(['张三', '冯督'])
    expect((await matter(128)).due).toBe('2026-11-27T17:30:00+08:00')
    await feng.says('#同意延期 128')
    expect(group.heard()).toEqual(['〔128〕已同意延期,截止 12月5日(周六)17:30(当天为非工作日)'])
    expect(group.mentioned()).toEqual(['李四', '王五'])
    expect(await deciding()).toEqual([])
    expect((await matter(128)).todos.filter(({ duty }) => duty === 'handle').map(({ due }) => due?.slice(0, 10))).toEqual([
      '2026-12-05',
      '2026-12-05',
    ])
    await zhang.says('#不同意延期 128 不行')
    expect(group.heard()).toEqual(['〔128〕没有待审批的延期申请'])
  })

  it('refused leaves the limit, and needs a reason', async () => {
    const { group, zhang, li, matter } = await withTask()
    await li.says('#延期 128 到12月5日 材料尚缺')
    group.heard()
    await zhang.says('#不同意延期 128')
    await zhang.says('#不同意延期 128 请按原时限完成')
    expect(group.heard()).toEqual([
      '“#不同意延期”后面缺内容,例如:#不同意延期 128 请按原时限完成',
      '〔128〕未同意延期,截止 11月27日(周五)17:30',
    ])
    expect((await matter(128)).due).toBe('2026-11-27T17:30:00+08:00')
    await li.says('#延期 128 到12月5日 仍需补充')
    expect(group.heard()[0]).toContain('已申请延期到 12月5日')
  })

  it.each([
    ['#延期 128 3天 材料未齐', '11月30日(周一)17:30'],
    ['#延期 128 延3天,材料未齐', '11月30日(周一)17:30'],
    ['#延期 128 顺延一周,材料未齐', '12月4日(周五)17:30'],
    ['#延期 128 到下周三 材料未齐', '12月2日(周三)17:30'],
    ['#延期 128 12月2日 材料未齐', '12月2日(周三)17:30'],
  ])('“%s” means until %s: lengths count from the limit', async (text, until) => {
    const { group, li } = await withTask()
    await li.says(text)
    expect(group.heard()[0]).toContain(`〔128〕已申请延期到 ${until}`)
  })

  it('is refused without a reason or date, for an earlier one, twice, at or after the limit, to strangers and helpers', async () => {
    const { group, zhang, li, wu, clock } = await withTask()
    await zhang.says('#加 128 @王五')
    await zhang.says('#牵头 128 @李四')
    group.heard()
    await li.says('#延期 128')
    await li.says('#延期 128 到12月5日')
    await li.says('#延期 128 材料尚缺')
    await li.says('#延期 128 到周四 材料尚缺')
    await wu.says('#延期 128 到12月5日 材料尚缺')
    await zhang.says('#延期 128 到12月5日 材料尚缺')
    await li.says('#延期 128 到12月5日 材料尚缺')
    await li.says('#延期 128 到12月6日 材料尚缺')
    await li.says('#同意延期 128')
    const example = '例如:#延期 128 到12月5日 材料尚缺两家'
    expect(group.heard()).toEqual([
      `“#延期”后面缺内容,${example}`,
      `延期请写明原因,${example}`,
      `没有看懂时间,请写明到几月几日,${example}`,
      '〔128〕新时限须晚于原时限',
      '〔128〕只有责任人可以申请延期',
      '〔128〕只有责任人可以申请延期',
      expect.stringContaining('〔128〕已申请延期到'),
      '〔128〕已有延期申请,待审批',
      '〔128〕您是承办人,请由交办人决定',
    ])
    await zhang.says('#不同意延期 128 不行')
    await clock.reaches('2026-11-27T17:30')
    group.heard()
    await li.says('#延期 128 到12月5日 材料尚缺')
    expect(group.heard()).toEqual(['〔128〕已到期,延期须在到期前申请,请直接反馈进展'])
  })

  it('asked in time and delivered late is in time', async () => {
    const { group, li, clock } = await withTask()
    await clock.reaches('2026-11-27T17:35')
    group.heard()
    await li.says('#延期 128 到12月5日 材料尚缺', { sentAt: '2026-11-27T17:29' })
    expect(group.heard()[0]).toContain('已申请延期到 12月5日')
  })

  it('without a limit asks the issuer for one first', async () => {
    const { group, li } = await withTask('#任务 @李四 6月前报方案')
    await li.says('#延期 128 到12月5日 材料尚缺')
    expect(group.heard()).toEqual(['〔128〕时限未定,请交办人先 #时限 128'])
  })

  it('is answered by a new limit of the issuer’s own, too', async () => {
    const { zhang, li, matter } = await withTask()
    await li.says('#延期 128 到12月5日 材料尚缺')
    await zhang.says('#时限 128 12月3日')
    expect((await matter(128)).todos.filter(({ closedAt }) => closedAt === null).map(({ duty }) => duty)).toEqual(['handle'])
  })

  it('granted when the new limit has passed as well is no use', async () => {
    const { group, zhang, li, clock } = await withTask()
    await li.says('#延期 128 到11月28日 材料尚缺')
    await clock.reaches('2026-11-30T09:30')
    group.heard()
    await zhang.says('#同意延期 128')
    expect(group.heard()).toEqual(['〔128〕申请的新时限已过,请直接定时限:#时限 128 日期'])
  })

  it('of a supervisor’s own work is the issuer’s to decide', async () => {
    const { group, feng, zhang } = await withTask('#任务 @冯督 周五前报督查方案')
    await feng.says('#延期 128 到12月5日 材料尚缺')
    await feng.says('#同意延期 128')
    await zhang.says('#同意延期 128')
    expect(group.heard().slice(1)).toEqual([
      '〔128〕您是承办人,请由交办人决定',
      '〔128〕已同意延期,截止 12月5日(周六)17:30(当天为非工作日)',
    ])
  })
})

describe('a limit that is set', () => {
  it('on a day off stands and is flagged, whoever names it', async () => {
    const { group, zhang, li } = await withTask()
    await zhang.says('#时限 128 12月13日')
    await li.says('#延期 128 到12月19日 等设备到货')
    await zhang.says('#同意延期 128')
    expect(group.heard().map((text) => text.includes('(当天为非工作日)'))).toEqual([true, true, true])
  })

  it('in the past or too far ahead says so', async () => {
    const { group, zhang } = await withTask()
    await zhang.says('#时限 128 昨天')
    await zhang.says('#时限 128 2028年12月1日')
    expect(group.heard().map((text) => text.split(',请写明')[0])).toEqual(['“昨天”:这个时间已经过去', '“2028年12月1日”:时限过远,请确认'])
  })

  it('the answer that a question proposes can be sent back as it is', async () => {
    const { group, zhang } = await withTask('#任务 @李四 今天下班前报方案', '2026-11-23T17:40')
    await zhang.says('#任务 @李四 今天下班前报清单')
    const line = /#时限 129 \S+/u.exec(group.heard().join('\n'))?.[0] ?? ''
    expect(line).toBe('#时限 129 11月23日23:59')
    await zhang.says(line)
    expect(group.heard()).toEqual(['〔129〕时限已定,截止 11月23日(周一)23:59'])
  })
})
