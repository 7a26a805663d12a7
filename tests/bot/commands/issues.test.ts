import { beforeEach, describe, expect, test } from 'vitest'
import { openPressScene, type PressScene } from '../../support/press-scene.ts'

let scene: PressScene
beforeEach(async () => {
  scene = await openPressScene()
})

/** What the group heard after somebody said something there; private words are left for who asks. */
const said = async (who: PressScene['wen'], text: string): Promise<string[]> => {
  scene.group.heard()
  await who.says(text)
  await scene.clock.passes('1m')
  return scene.group.heard()
}

test('from submissions to a published issue: compiled, changed, sent for signature, signed, printed', async () => {
  const { wen, xu, story } = scene
  for (let n = 0; n < 3; n += 1) await story()
  expect(await said(wen, '#编发 《政务信息》 128 129')).toEqual([
    [
      '〔131〕《政务信息》送审稿,共 2 条',
      '      1. 第1条:检查老旧小区(消防救援支队)〔128〕',
      '      2. 第2条:检查老旧小区(消防救援支队)〔129〕',
      '      下一步 #送签 131;看全文 #看稿 131',
    ].join('\n'),
  ])
  expect(await said(wen, '#编入 131 130')).toEqual([expect.stringContaining('共 3 条')])
  expect(await said(wen, '#撤下 131 129')).toEqual([expect.stringMatching(/共 2 条\n.*〔128〕\n.*2\. .*〔130〕/u)])
  expect(await said(wen, '#编者按 131 请各地借鉴。')).toEqual(['〔131〕编者按已写入'])
  xu.heard()
  expect(await said(wen, '#送签 131')).toEqual(['〔131〕已送签,待 文清、许静 签发(#签发 131 / #退稿 131 原因)'])
  expect(xu.heard().join()).toContain('〔131〕《政务信息》送审稿,请您签发\n      编者按:请各地借鉴。')
  expect(await said(xu, '#签发 131')).toEqual(['〔131〕已签发,编为 2026年第1期,签发日期 11月23日(周一),下一步 #印发 131'])
  expect(await said(wen, '#印发 131')).toEqual(['〔131〕已印发:《政务信息》2026年第1期,刊用 2 条 〔128〕〔130〕'])
  expect(await said(wen, '#印发 131')).toEqual(['〔131〕已印发,不能印发'])
  expect((await scene.matter(128)).stage).toBe('已办结')
  expect((await scene.matter(129)).stage).toBe('采编中')
})

test('a text edited after it was put in: the issue says so and takes the new one on request', async () => {
  const { wen, story } = scene
  await story()
  await said(wen, '#编发 政务信息 128')
  await said(wen, '#改稿 128 新标题\n新的正文。')
  expect(await said(wen, '#编入 129 128')).toEqual(['〔128〕已在〔129〕中'])
  wen.heard()
  await wen.whispers('#看稿 129')
  await scene.clock.passes('1m')
  const [before] = wen.heard()
  expect(before).toContain('第1条:检查老旧小区')
  expect(before).toContain('〔128〕有新版本,要换请发 #换新稿 129 128')
  expect(await said(wen, '#换新稿 129 128')).toEqual([expect.stringContaining('1. 新标题(消防救援支队)〔128〕\n      下一步')])
})

test('step by step along the review chain: each in their turn, nobody out of it', async () => {
  const { wen, xu, zhou, zhao, story } = scene
  await story()
  await said(wen, '#编发 《情况反映》 增刊 128')
  expect(await said(wen, '#签发 129')).toEqual(['〔129〕还没有送签,请先 #送签 129'])
  expect(await said(wen, '#送签 129')).toEqual(['〔129〕已送签,待 文清、许静 审核(#同意 129 / #退稿 129 原因)'])
  expect(await said(zhou, '#同意 129')).toEqual(['〔129〕现在由信息科(文清、许静)审核'])
  expect(await said(xu, '#签发 129')).toEqual(['〔129〕还没到签发这一道,审核通过请发 #同意 129'])
  zhou.heard()
  expect(await said(xu, '#同意 129')).toEqual(['〔129〕审核通过,待 周正 签发(#签发 129 / #退稿 129 原因)'])
  expect(zhou.heard().join()).toContain('请您签发')
  expect(await said(zhou, '#同意 129')).toEqual(['〔129〕已到最后一道,请发 #签发 129'])
  expect(await said(zhou, '#退稿 129 缺少数据')).toEqual(['〔129〕已退回编辑:缺少数据'])
  expect(await said(wen, '#送签 129')).toEqual(['〔129〕已送签,待 文清、许静 审核(#同意 129 / #退稿 129 原因)'])
  await said(xu, '#同意 129')
  expect(await said(zhou, '#签发 129')).toEqual([expect.stringContaining('编为 2026年增刊第1期')])
  // A head of a bureau does not even see it.
  expect(await said(zhao, '#印发 129')).toEqual(['没有〔129〕号事项,或您不是它的交办人、承办人'])
})

test('numbers go on from what was given before: 专报 had six issues this year, forty in all', async () => {
  const { wen, zhou, story } = scene
  await story()
  await said(wen, '#编发 《专报》 128')
  await said(wen, '#送签 129')
  expect(await said(zhou, '#签发 129')).toEqual([expect.stringContaining('编为 2026年第7期')])
})

test('withdrawn with a reason: the number is gone, the items come back, and can be printed anew', async () => {
  const { wen, story } = scene
  await story()
  await said(wen, '#编发 《政务信息》 128')
  await said(wen, '#送签 129')
  await said(wen, '#签发 129')
  await said(wen, '#印发 129')
  expect(await said(wen, '#编发 《政务信息》 128')).toEqual(['〔128〕已在《政务信息》2026年第1期〔129〕刊发'])
  expect(await said(wen, '#撤刊 129')).toEqual([expect.stringContaining('缺内容')])
  expect(await said(wen, '#撤刊 129 数据有误')).toEqual(['〔129〕已撤刊:《政务信息》2026年第1期,该期号不再使用\n      〔128〕退回采编'])
  expect(await said(wen, '#编发 《政务信息》 128')).toEqual([expect.stringContaining('〔130〕《政务信息》送审稿')])
  await said(wen, '#送签 130')
  expect(await said(wen, '#签发 130')).toEqual([expect.stringContaining('编为 2026年第2期')])
})

describe('what is refused, with the mend', () => {
  test.each([
    ['#编发', '“#编发”后面缺内容,例如:#编发 《政务信息》 131 132 133'],
    ['#编发 《晚报》 128', '请写明刊物,可用:《专报》、《情况反映》、《政务信息》'],
    ['#编发 128', '请写明刊物,可用:《专报》、《情况反映》、《政务信息》'],
    ['#编发 《政务信息》', '请写明信息编号'],
    ['#编发 《政务信息》 壹贰捌', '“壹贰捌”不是信息编号,请写:#编发 《政务信息》 131 132 133'],
    ['#编发 《政务信息》 128 128', '〔128〕写了两次'],
    ['#编发 《政务信息》 999', '没有〔999〕号事项,或您不是它的交办人、承办人'],
    ['#编发 《政务信息》 129', '〔129〕是任务,不是信息。它的进展请发 #查 129'],
    ['#编入 128', '请先写刊物编号,再写信息编号,例如:#编入 150 134 135'],
    ['#编入 129 128', '〔129〕是任务,不是刊物。它的进展请发 #查 129'],
    ['#印发 128', '〔128〕是信息,不是刊物。它的进展请发 #查 128'],
    ['#撤刊 128 原因', '〔128〕是信息,不是刊物。它的进展请发 #查 128'],
  ])('%s', async (text, answer) => {
    await scene.story()
    await scene.wen.does(async () => undefined)
    await scene.zhang.says('#任务 @文清 明天下班前报方案')
    await scene.clock.passes('1m')
    expect(await said(scene.wen, text)).toEqual([answer])
  })

  test('an issue is compiled by editors only', async () => {
    await scene.story()
    expect(await said(scene.zhou, '#编发 《政务信息》 128')).toEqual(['只有信息科可以编发刊物'])
  })
})

test('报忧 goes upward only, and nothing of it is echoed in the group', async () => {
  const { wen, story } = scene
  await story('某小区供暖管道爆裂', { tone: 'problem' })
  expect(await said(wen, '#编发 《政务信息》 128')).toEqual(['〔128〕是报忧信息,不能编入下行的《政务信息》'])
  wen.heard()
  expect(await said(wen, '#编发 《专报》 128')).toEqual([])
  expect(wen.heard().join()).toContain('某小区供暖管道爆裂')
})

test('撤回 takes a new issue back with all its entries; what was arranged, signed or printed cannot be taken back so', async () => {
  const { wen, story } = scene
  await story()
  await said(wen, '#编发 《政务信息》 128')
  wen.heard()
  expect(await said(wen, '#撤回 129')).toEqual([])
  expect(wen.heard().join()).toContain('〔129〕已撤回')
  expect((await scene.matter(129)).state).toBe('cancelled')
  await said(wen, '#编发 《政务信息》 128')
  await said(wen, '#编者按 130 请阅。')
  expect(await said(wen, '#撤回 130')).toEqual(['〔130〕“编排”不能撤回,请重新编排'])
  await said(wen, '#送签 130')
  await said(wen, '#签发 130')
  expect(await said(wen, '#撤回 130')).toEqual(['〔130〕“签发”不能撤回,期号已取,请 #撤刊 编号 原因'])
  await said(wen, '#印发 130')
  expect(await said(wen, '#撤回 130')).toEqual(['〔130〕“印发”不能撤回,请 #撤刊 编号 原因'])
})

test('查 says where it stands', async () => {
  const { wen, story } = scene
  await story()
  await said(wen, '#编发 《专报》 128')
  await said(wen, '#送签 129')
  wen.heard()
  await wen.whispers('#查 129')
  await scene.clock.passes('1m')
  expect(wen.heard().map((text) => text.replaceAll('\u200b', ''))).toEqual([
    '〔129〕《专报》送审稿 待签发,共 1 条,编辑 文清\n      待 周正\n      看全文 #看稿 129',
  ])
})
