import { describe, expect, test } from 'vitest'
import { listPublished } from '../../../use-cases/disclosure/list-published.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const words =
  '#公开 名称:住房保障办事指南\n索引号:LJ-ZJ-2026-003\n内容概述:申请条件、材料、时限\n公开方式:定期,每月\n责任单位:住建局\n日期:2026-11-20'
const huang = (scene: Scene) => scene.actor('黄蓉')
const published = (scene: Scene) => scene.zhou.does((ctx) => listPublished(ctx))

describe('#公开', () => {
  test('is looked over before anybody sees it, and renewed in time', async () => {
    const scene = await openScene()
    await huang(scene).says(words)
    expect(scene.group.heard()[0]).toContain('〔128〕公开事项已报审:住房保障办事指南')
    expect((await published(scene)).items).toEqual([])
    await huang(scene).says('#同意 128')
    expect((await published(scene)).items).toEqual([])
    await scene.actor('文清').says('#同意 128')
    expect((await published(scene)).items).toEqual([
      {
        name: '住房保障办事指南',
        indexNumber: 'LJ-ZJ-2026-003',
        summary: '申请条件、材料、时限',
        mode: '定期公开',
        unit: '住建局',
        datedOn: '2026-11-20',
      },
    ])
    await scene.clock.reaches('2026-12-15T10:00')
    const owed = (await scene.matter(128)).todos.filter(({ closedAt }) => closedAt === null)
    expect(owed).toMatchObject([{ duty: 'handle' }])
    await huang(scene).whispers('#更新公开 128 改了内容')
    expect(huang(scene).heard().at(-1)).toContain('请把新内容报信息科审核')
    await huang(scene).whispers('#更新公开 128')
    expect(huang(scene).heard().at(-1)).toContain('下次更新 2027年1月15日前')
    await scene.actor('文清').whispers('#撤下公开 128 已废止')
    expect((await published(scene)).items).toEqual([])
  })

  test('says which of the six fields are missing; an index number is used once', async () => {
    const scene = await openScene()
    await huang(scene).says('#公开 名称:办事指南')
    expect(scene.group.heard().at(-1)).toContain(
      '公开事项尚缺:索引号、内容概述、公开方式(长期、定期、即时、逐段)、责任单位、日期(如 2026-11-20)',
    )
    await huang(scene).says(words)
    await huang(scene).says(words)
    expect(scene.group.heard().at(-1)).toBe('索引号 LJ-ZJ-2026-003 已经用过')
    await scene.wu.says(words.replace('003', '004'))
    expect(scene.group.heard().at(-1)).toBe('公开事项由责任单位或信息科报送')
    await scene.actor('文清').says('#退稿 128 请写清材料清单')
    await huang(scene).says(words.replace('#公开', '#公开 128').replace('材料、', '材料清单、'))
    await scene.actor('文清').says('#同意 128')
    expect((await published(scene)).items[0]?.summary).toBe('申请条件、材料清单、时限')
  })
})

test('an application for disclosure: twenty working days, begun anew by 补正, standing still for a third party', async () => {
  const scene = await openScene()
  await scene.feng.says('#申请 依申请公开 申请人:张某 要求公开旧改补偿标准,@住建局 办理')
  expect(scene.group.heard().at(-1)).toContain('申请人 张某')
  expect(scene.group.heard().at(-1) ?? '').not.toContain('12月31日')
  await scene.feng.says('#暂停 128 材料需补正')
  expect(scene.group.heard().at(-1)).toContain('待补材料')
  await scene.clock.reaches('2026-11-30T09:00')
  await scene.feng.says('#恢复 128 补正已收')
  expect(scene.group.heard().at(-1)).toContain('按规定重新起算')
  await scene.feng.says('#办结 128 受理')
  await huang(scene).says('#暂停 128 征求第三方意见')
  await scene.clock.reaches('2026-12-10T09:00')
  await huang(scene).says('#恢复 128')
  expect(scene.group.heard().at(-1) ?? '').not.toContain('重新起算')
  await huang(scene).says('#办结 128 拟公开')
  await scene.chen.says('#同意 128')
  await huang(scene).says('#办结 128 已书面答复')
  expect((await scene.matter(128)).state).toBe('closed')
})
