import { describe, expect, test } from 'vitest'
import { Signature, SubmissionVersion } from '../../../entities/index.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const story = '#信息 【动态】消防支队开展老旧小区检查\n11月23日,市消防救援支队出动30人,检查江南街道老旧小区12个,发现隐患3处。'

const wenOf = (scene: Scene) => scene.actor('文清')
const stageOf = async (scene: Scene, number = 128) => (await scene.matter(number)).stage
const openDuties = async (scene: Scene, number = 128) =>
  (await scene.matter(number)).todos.filter(({ closedAt }) => closedAt === null).map(({ duty, party }) => `${party} ${duty}`)

describe('#信息', () => {
  test('is told who is next; the head has the text in private and a word is all it takes', async () => {
    const scene = await openScene()
    await scene.sun.says(story)
    expect(scene.group.heard()).toEqual([
      '〔128〕信息已报:消防支队开展老旧小区检查\n      类别 动态 作者 孙磊(消防救援支队)\n      下一步 待 赵刚 审核(#同意 128 / #退稿 128 原因)',
    ])
    await scene.clock.passes('1m')
    const [told] = scene.zhao.heard()
    expect(told).toContain('发现隐患3处')
    expect(await openDuties(scene)).toEqual(['赵刚 review'])
    await scene.zhao.whispers('#同意', { quote: told ?? '' })
    expect(await stageOf(scene)).toBe('采编中')
    expect(await openDuties(scene)).toEqual(['文清 review'])
  })

  test('goes the whole way up: received, edited, signed, sent', async () => {
    const scene = await openScene()
    const wen = wenOf(scene)
    await scene.sun.says(story)
    await scene.zhao.says('#同意 128')
    await wen.says('#接收 128')
    await wen.says('#改稿 128 市消防救援支队检查老旧小区12个\n发现隐患3处,已整改2处。')
    await wen.says('#同意 128')
    expect(await stageOf(scene)).toBe('待签发')
    await wen.says('#上报 128 省政府办公厅')
    expect(scene.group.heard().at(-1)).toBe('〔128〕还没有签发,不能上报。请签发人 #签发 128')
    await scene.zhou.says('#签发 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已签发,可编入刊物或 #上报 128 报送对象')
    await wen.says('#上报 128 省政府办公厅')
    const matter = await scene.matter(128)
    expect(matter).toMatchObject({ stage: '已办结', title: '市消防救援支队检查老旧小区12个' })
    expect(await openDuties(scene)).toEqual([])
    const versions = await scene.zhou.does((ctx) => ctx.tx.find(SubmissionVersion, { order: { version: 'ASC' } }))
    expect(versions.map(({ version, title }) => [version, title])).toEqual([
      [1, '消防支队开展老旧小区检查'],
      [2, '市消防救援支队检查老旧小区12个'],
    ])
    const [signature, other] = await scene.zhou.does((ctx) => ctx.tx.find(Signature))
    expect(other).toBeUndefined()
    expect(signature).toMatchObject({ version: 2, digest: versions[1]?.digest, signerId: scene.zhou.id, asDeputy: false })
  })

  test('a head’s own, and one of a unit without a head, goes to the editors at once', async () => {
    const scene = await openScene()
    await scene.zhao.says('#信息 消防支队举办演练\n正文')
    expect(scene.group.heard()[0]).toContain('下一步 信息科采编(文清)')
    await scene.actor('赵七').says('#信息 应急局举办演练\n正文')
    expect(await stageOf(scene, 129)).toBe('采编中')
  })

  test('a text that was signed and then changed has to be signed again', async () => {
    const scene = await openScene()
    const wen = wenOf(scene)
    await scene.zhao.says('#信息 消防支队举办演练\n正文')
    await wen.says('#同意 128')
    await scene.zhou.says('#签发 128')
    await wen.says('#改稿 128 消防支队举办综合演练\n新的正文')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已改为第 2 版,原签发失效,请重新送签(#同意)')
    expect(await stageOf(scene)).toBe('采编中')
    await wen.says('#上报 128 省政府办公厅')
    expect(scene.group.heard().at(-1)).toContain('还没有签发')
  })

  test('the head returns it with a reason, the author mends it and reports again; it counts as reported once', async () => {
    const scene = await openScene()
    await scene.sun.says(story)
    await scene.zhao.says('#退稿 128')
    expect(scene.group.heard().at(-1)).toBe('“#退稿”后面缺内容,例如:#退稿 131 缺数据和地点')
    await scene.zhao.says('#退稿 128 缺时间')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已退 孙磊:缺时间\n      改好 #改稿 128 标题⏎正文,或 #补充 128 …,再 #重报 128')
    expect(await openDuties(scene)).toEqual(['孙磊 submit'])
    await scene.sun.says('#补充 128 检查时间为11月23日上午')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已补充(第 2 版)')
    await scene.sun.says('#重报 128')
    expect(await stageOf(scene)).toBe('待单位审核')
    expect((await scene.matter(128)).events.map(({ action }) => action)).toEqual(['submit', 'return_unapproved', 'supplement', 'submit'])
  })

  test('whose word it waits for reads the text as it is now', async () => {
    const scene = await openScene()
    await scene.sun.says(story)
    await scene.sun.says('#补充 128 又查了3处')
    const [first, changed] = scene.zhao.heard()
    expect(first).not.toContain('以此为准')
    expect(changed).toContain('孙磊(消防救援支队)报送,已改为第 2 版,以此为准')
    expect(changed).toContain('又查了3处')
    await scene.zhao.says('#同意 128')
    await wenOf(scene).says('#同意 128')
    await wenOf(scene).says('#改稿 128 检查老旧小区15处\n11月23日在江南街道检查15处。')
    const told = scene.zhou.heard()
    expect(told).toHaveLength(2)
    expect(told[1]).toContain('已改为第 3 版,以此为准')
    await scene.sun.says('#同意 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕只有单位分管领导可以审核同意')
    await scene.zhao.says('#同意 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕待签发,不能审核同意')
  })

  test('several become one joint report by all their authors', async () => {
    const scene = await openScene()
    await scene.sun.says(story)
    await scene.actor('赵七').says('#信息 应急局开展检查\n出动12人。')
    await wenOf(scene).says('#合并 128 129 各单位开展冬季安全检查')
    expect(scene.group.heard().at(-1)).toBe('〔128〕待单位审核,不能合并')
    await scene.zhao.says('#同意 128')
    await wenOf(scene).says('#合并 128 129 各单位开展冬季安全检查')
    expect(scene.group.heard().at(-1)).toContain('〔130〕已合并 〔128〕〔129〕:各单位开展冬季安全检查')
    const joint = await scene.matter(130)
    expect(joint.parties.map(({ name }) => name)).toEqual(['消防救援支队', '应急局'])
    expect([await stageOf(scene, 128), await stageOf(scene, 129)]).toEqual(['已办结', '已办结'])
    await scene.sun.says('#查 128')
    expect(scene.group.heard().at(-1)).toContain('孙磊(消防救援支队)报送 已并入〔130〕')
    await scene.sun.says('#补充 128 又查了3处')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已并入〔130〕,请写〔130〕')
    await scene.sun.whispers('#查 130')
    expect(scene.sun.heard().at(-1)).toContain('消防救援支队、应急局联合报送 采编中')
  })
})

describe('courtesies', () => {
  test('say what is missing, and never stand in the way', async () => {
    const scene = await openScene()
    await scene.sun.says('#信息 开展检查\n成效明显。')
    expect(scene.group.heard()[0]).toContain('尚缺:时间、地点、数据(不影响报送)→ #补充 128 …')
    expect(await stageOf(scene)).toBe('待单位审核')
  })

  test('name who told the same story before; 报忧 is neither compared nor shown', async () => {
    const scene = await openScene()
    await scene.sun.says(story)
    await scene.actor('赵七').says(story.replace('消防支队开展', '消防部门开展').replace('30人', '30余人'))
    expect(scene.group.heard().at(-1)).toContain(
      '与〔128〕消防支队开展老旧小区检查(消防救援支队 11月23日(周一)报)相似,重复请 #撤销 129 重复',
    )
    await scene.sun.says(`#报忧 ${story.slice(8)}`)
    await scene.clock.passes('1m')
    expect(scene.sun.heard().at(-1)).not.toContain('相似')
    await scene.actor('赵七').says('#撤销 129 重复')
    expect(await stageOf(scene, 129)).toBe('已撤销')
  })
})

describe('versions', () => {
  test('an edit taken back stays among the versions, and the next one comes behind it', async () => {
    const scene = await openScene()
    const wen = wenOf(scene)
    await scene.zhao.says(story)
    await wen.says('#改稿 128 标题二\n正文二')
    await wen.says('#撤回', { quote: '#改稿 128 标题二\n正文二' })
    expect((await scene.matter(128)).title).toBe('消防支队开展老旧小区检查')
    await wen.says('#改稿 128 标题三\n正文三')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已改为第 3 版')
    const versions = await scene.zhou.does((ctx) => ctx.tx.find(SubmissionVersion, { order: { version: 'ASC' } }))
    expect(versions.map(({ title }) => title)).toEqual(['消防支队开展老旧小区检查', '标题二', '标题三'])
  })
})

describe('who may', () => {
  test('strangers to it neither approve, edit nor sign', async () => {
    const scene = await openScene()
    await scene.sun.says(story)
    await scene.actor('马勇').says('#同意 128')
    await scene.wu.says('#签发 128')
    await scene.sun.says('#同意 128')
    await scene.sun.says('#签发 128')
    await wenOf(scene).says('#签发 128')
    expect(scene.group.heard().slice(1)).toEqual([
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '没有〔128〕号事项,或您不是它的交办人、承办人',
      '〔128〕只有单位分管领导可以审核同意',
      '〔128〕只有签发人可以签发',
      '〔128〕只有签发人可以签发',
    ])
  })

  test('the deputy signs when the director is away, or has let it lie', async () => {
    const scene = await openScene()
    await scene.zhao.says('#信息 消防支队举办演练\n正文')
    await wenOf(scene).says('#同意 128')
    await scene.actor('吴副').says('#签发 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕只有签发人可以签发')
    await scene.clock.reaches('2026-11-23T15:30')
    await scene.actor('吴副').says('#签发 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕已签发(副主任代签),可编入刊物或 #上报 128 报送对象')
  })

  test('a number of another kind is said to be no submission', async () => {
    const scene = await openScene()
    await scene.zhang.says('#任务 @李四 周五前报方案')
    await scene.zhang.says('#签发 128')
    expect(scene.group.heard().at(-1)).toBe('〔128〕是任务,不用审核签发。它的进展请发 #查 128')
    await scene.zhang.says('#补充 128 一些话')
    expect(scene.group.heard().at(-1)).toBe('〔128〕是任务,不是信息。它的进展请发 #查 128')
  })
})

describe('#报忧', () => {
  test('goes straight to the signer, is answered in private, and is nobody else’s business', async () => {
    const scene = await openScene()
    await scene.sun.says('#报忧 某小区供暖爆管\n11月23日7时,某小区供暖管道爆裂。')
    expect(scene.group.heard()).toEqual([])
    await scene.clock.passes('1m')
    expect(scene.sun.heard()[0]).toContain('报忧已直报签发人(周正),群内不显示')
    expect(scene.zhou.heard()[0]).toContain('【报忧】某小区供暖爆管')
    expect(await openDuties(scene)).toEqual(['周正 sign', '文清 handle'])
    await scene.li.says('#查 128')
    expect(scene.group.heard()).toEqual(['没有〔128〕号事项,或您无权查看'])
    await scene.zhou.says('#签发 128')
    expect(scene.group.heard()).toEqual([])
    expect(await openDuties(scene)).toEqual(['文清 handle'])
  })

  test('the signer sends it back to the editors, who alone return it to the author', async () => {
    const scene = await openScene()
    await scene.sun.whispers('#报忧 某小区供暖爆管\n11月23日7时')
    await scene.zhou.whispers('#退稿 128 核实影响户数')
    expect(scene.zhou.heard().at(-1)).toBe('〔128〕已退回信息科:核实影响户数')
    expect(await stageOf(scene)).toBe('采编中')
    await wenOf(scene).whispers('#退稿 128 请补影响户数')
    expect(await openDuties(scene)).toEqual(['孙磊 submit'])
  })
})
