import { expect, test } from 'vitest'
import { InboundMessageRow, MatterEvent, OutboundMessage } from '../../entities/index.ts'
import { countRows } from '../support/database.ts'
import { openEars, type Said } from '../support/ears.ts'
import { openScene, type Scene } from '../support/scene.ts'

const withTask = async (): Promise<Scene> => {
  const scene = await openScene()
  await scene.zhang.says('#任务 @李四 @王五 下周五前完成消防隐患排查')
  return scene
}

/** What was done and said, numbers aside: which of several new tasks is first is nobody's business. */
const effects = async (scene: Scene) => {
  const masked = (text: string): string => text.replaceAll(/〔\d+〕|#撤销 \d+/gu, '〔n〕').replaceAll(/ \d{3} /gu, ' n ')
  const matters = await scene.matters()
  return scene.runner.read(async (tx) => ({
    matters: matters.map(({ title, state }) => `${title} ${state}`).toSorted(),
    events: (await tx.find(MatterEvent)).map(({ action, text }) => `${action} ${text}`).toSorted(),
    heard: (await tx.find(InboundMessageRow)).map(({ text, state }) => `${text} ${state}`).toSorted(),
    said: (await tx.find(OutboundMessage)).map(({ text }) => masked(text)).toSorted(),
  }))
}

const storm: Said[] = [
  { by: '李四', text: '#反馈 128 已排查12栋,60%' },
  { by: '张三', text: '#任务 @陈六 下周五前报送电梯维保情况' },
  { by: '王五', text: '#反馈 999 已完成' },
  { by: '赵刚', text: '#我的' },
  { by: '赵刚', text: '#任务 @李四 下周五前完成森林防火演练' },
  { by: '陈六', text: '#查 128' },
  { by: '王五', text: '#退回 128 不行' },
  { by: '陈六', text: '各位辛苦' },
  { by: '赵刚', text: '#任务 @张三 下周五前到场指导' },
  { by: '李四', text: '#接龙\n1. 路人' },
  { by: '路人', contact: 'stranger', text: '#我的' },
  { by: '王五', text: '#反馈 128 已排查3栋,20%' },
]

test('what many say at once has the effects and answers that each would have had alone', async () => {
  const [together, alone] = [await withTask(), await withTask()]
  const [ears, one] = [openEars(together), openEars(alone)]
  await ears.hear(...storm)
  for (const said of storm) await one.hear(said)
  expect(await effects(together)).toEqual(await effects(alone))
  expect([...ears.faults, ...one.faults]).toEqual([])
})

test('a second delivery among them has no second effect, and hurts nobody beside it', async () => {
  const scene = await withTask()
  const ears = openEars(scene)
  const again = { by: '张三', text: '#任务 @陈六 下周五前报送燃气检查情况', messageId: 'same' }
  await ears.hear(again)
  await ears.hear(...storm.slice(0, 6), again, ...storm.slice(6), again)
  const { matters, heard } = await effects(scene)
  // The one before, the repeated one, and the two of the storm that are allowed.
  expect(matters).toHaveLength(4)
  expect(heard.filter((line) => line.startsWith(again.text))).toHaveLength(1)
  expect(heard.filter((line) => line.startsWith('#反馈'))).toHaveLength(3)
  expect(ears.faults).toEqual([])
})

test('what comes to nothing leaves no trace', async () => {
  const scene = await openScene()
  const ears = openEars(scene)
  await ears.hear({ by: '李四', text: '#我的' })
  const before = await countRows(scene.runner)
  await ears.hear(...['张三', '李四', '王五', '陈六', '赵刚', '张三', '李四'].map((by) => ({ by, text: '#接龙\n1. 路人' })))
  expect(await countRows(scene.runner)).toEqual(before)
  expect(ears.faults).toEqual([])
})
