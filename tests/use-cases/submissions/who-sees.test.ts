import { describe, expect, test } from 'vitest'
import { settleFigures } from '../../../jobs/count-items.ts'
import { cancelTask } from '../../../use-cases/tasks/cancel-task.ts'
import { listMatters } from '../../../use-cases/matters/list-matters.ts'
import { readMatter } from '../../../use-cases/matters/read-matter.ts'
import { listSubmissions } from '../../../use-cases/submissions/list-submissions.ts'
import { explainPoints } from '../../../use-cases/points/explain-points.ts'
import { handOverMember } from '../../../use-cases/people/hand-over-member.ts'
import { undoLastAct } from '../../../use-cases/matters/undo-message.ts'
import type { OfficePlan } from '../../../use-cases/office/office-plan.ts'
import { scenePlan } from '../../support/scene-office.ts'
import { openPressScene, type PressScene } from '../../support/press-scene.ts'
import { openBulletinScene } from '../../support/bulletin-scene.ts'

const secret = '某小区供暖管道爆裂'
const officers = ['刘洋', '黄蓉', '李四', '王五', '林秘书', '冯督', '文清', '周正', '吴副', '王建国', '赵刚', '马勇', '董安']

const titlesSeen = (scene: PressScene, name: string) =>
  scene.actor(name).does(async (ctx) => {
    const lists = [
      await listMatters(ctx, {}),
      await listMatters(ctx, { kind: 'submission' }),
      await listMatters(ctx, { kind: 'submission', state: 'cancelled' }),
      await listMatters(ctx, { text: secret }),
      await listMatters(ctx, { issuerId: scene.sun.id }),
      await listSubmissions(ctx, {}),
    ]
    return lists.flatMap(({ items }) => items.map(({ title }) => title))
  })

const whoSees = async (scene: PressScene): Promise<string[]> => {
  const seeing: string[] = []
  for (const name of officers) if ((await titlesSeen(scene, name)).some((title) => title.includes(secret))) seeing.push(name)
  return seeing
}

describe('a draft', () => {
  test('is its author’s alone, also after it was thrown away', async () => {
    const scene = await openPressScene()
    const number = await scene.story(secret, { draft: true })
    expect(await whoSees(scene)).toEqual([])
    await scene.sun.does((ctx) => cancelTask(ctx, { number, reason: '不报了' }))
    expect(await whoSees(scene)).toEqual([])
    await expect(scene.zhou.does((ctx) => readMatter(ctx, number))).rejects.toThrow(`没有〔${number}〕号事项`)
    expect((await scene.sun.does((ctx) => readMatter(ctx, number))).title).toBe(secret)
  })

  test('is its author’s alone, also after it was taken back', async () => {
    const scene = await openPressScene()
    const number = await scene.story(secret, { draft: true })
    await scene.sun.does((ctx) => undoLastAct(ctx, { number }))
    expect(await whoSees(scene)).toEqual([])
  })

  test('does not go to a successor', async () => {
    const scene = await openPressScene()
    const number = await scene.story(secret, { draft: true })
    await scene.story()
    await scene.zhao.does((ctx) => handOverMember(ctx, { fromId: scene.sun.id, toId: scene.li.id, reason: '' }))
    await expect(scene.li.does((ctx) => readMatter(ctx, number))).rejects.toThrow(`没有〔${number}〕号事项`)
    expect((await scene.sun.does((ctx) => readMatter(ctx, number))).title).toBe(secret)
  })
})

describe('报忧', () => {
  test('is seen by its author, the heads above, the editors and the office’s leaders, by nobody else', async () => {
    const scene = await openPressScene()
    await scene.story(secret, { tone: 'problem', groupId: scene.group.id })
    expect(await whoSees(scene)).toEqual(['冯督', '文清', '周正', '吴副', '王建国', '赵刚'])
  })

  test('has no title in another officer’s list of points', async () => {
    const colleague = { name: '何平', unit: 'XF', roles: [{ role: 'officer' as const }] }
    const scene = await openBulletinScene({ plan: { people: [...(scenePlan.people ?? []), colleague] } as OfficePlan })
    await scene.sun.whispers(`#报忧 ${secret}\n11月23日7时许,江南街道供暖管道爆裂。`)
    await settleFigures(scene.stage)
    const lines = async (name: string) => {
      const { items } = await scene.actor(name).does((ctx) => explainPoints(ctx, { unitId: scene.unitId('XF') }))
      return items.map(({ number, title, points }) => [number, title, points])
    }
    expect(await lines('孙磊')).toEqual([[128, secret, 100]])
    expect(await lines('赵刚')).toEqual([[128, secret, 100]])
    expect(await lines('何平')).toEqual([[null, null, 100]])
    await expect(scene.actor('何平').does((ctx) => explainPoints(ctx, { number: 128 }))).resolves.toMatchObject({ items: [], total: 0 })
  })

  test('is not named in a group by an instruction on it', async () => {
    const scene = await openPressScene()
    await scene.story(secret, { tone: 'problem' })
    await scene.wang.says('#批示 128 请消防救援支队牵头,12月5日前报办理情况')
    expect(scene.group.heard().join('\n')).not.toContain(secret)
    const seen = await titlesSeen(scene, '刘洋')
    expect(seen.filter((title) => title.includes(secret))).toEqual([])
  })

  test('is spoken of in no group by whatever is done with it there', async () => {
    const scene = await openPressScene()
    await scene.story(secret, { tone: 'problem' })
    await scene.wen.says('#接收 128')
    await scene.zhou.says('#退稿 128 请补充时间')
    await scene.wen.says('#同意 128')
    await scene.zhou.says('#签发 128')
    await scene.wen.says('#查 128')
    await scene.wen.says('#上报 128 省政府办公厅')
    await scene.clock.passes('1m')
    expect(scene.group.heard()).toEqual([])
  })

  test('goes back to its author in private, whatever group the editor says it in', async () => {
    const scene = await openPressScene()
    await scene.story(secret, { tone: 'problem' })
    await scene.wen.says('#退稿 128 请补充时间')
    await scene.clock.passes('1m')
    expect(scene.sun.heard().at(-1)).toContain('〔128〕已退 孙磊:请补充时间')
    expect(scene.group.heard()).toEqual([])
  })

  test('cannot be stopped by the head whom it passes by', async () => {
    const scene = await openPressScene()
    await scene.story(secret, { tone: 'problem' })
    await scene.zhao.whispers('#退稿 128 不要报')
    await scene.clock.passes('1m')
    expect(scene.zhao.heard().at(-1)).toBe('〔128〕待签发,不能退稿')
    expect((await scene.matter(128)).state).toBe('signing')
  })
})

test('a number that does not exist and one that may not be seen are answered alike', async () => {
  const scene = await openPressScene()
  await scene.wang.whispers('#任务 @陈六 下周五前报送燃气安全检查情况')
  await scene.story(secret, { tone: 'problem' })
  await scene.zhang.whispers('#建议 食堂提前开饭')
  await scene.wang.whispers('#约稿 冬季安全生产经验做法,11月27日前,@住建局')
  const liu = scene.actor('刘洋')
  await scene.clock.passes('1m')
  liu.heard()
  const tags =
    '查 同意 退稿 签发 撤销 退回 确认 催办 加 转办 时限 补充 接收 改稿 印发 撤刊 认领 采用 批示 办结 分解 撤回 签收 编入 续报 合并 上报 答复'.split(
      ' ',
    )
  const differing: string[] = []
  for (const tag of tags) {
    const said = async (number: number): Promise<string> => {
      const other = tag === '合并' || tag === '编入' ? ` ${number}` : ''
      await liu.whispers(`#${tag} ${number}${other} 省级《要情》 12月10日 @王五 整改情况说明`)
      await scene.clock.passes('1m')
      return liu.heard().join('\n').replaceAll(/\d{3}/gu, 'N')
    }
    const absent = await said(999)
    for (const number of [128, 129, 130, 131]) {
      const seen = await said(number)
      if (seen !== absent) differing.push(`#${tag} ${number}: ${seen} | ${absent}`)
    }
  }
  expect(differing).toEqual([])
}, 120_000)
