import { expect, test } from 'vitest'
import { createReceiver } from '../../bot/receive-message.ts'
import type { InboundMessage } from '../../bot/channel.ts'
import { recordQueries } from '../support/count-queries.ts'
import { openEars } from '../support/ears.ts'
import { openScene, type Scene } from '../support/scene.ts'

/** Delivers one message to the receiver alone, nothing sent and no clock moved, and counts what the database is asked. */
const countingIn = async (scene: Scene) => {
  const { office, runner } = scene
  const heard: InboundMessage[] = []
  const group = office.laid.groups[0]
  if (!group) throw new Error('there is no group')
  const receive = createReceiver({
    stage: office.stage,
    abilities: office.channel.abilities,
    botName: () => null,
    codes: { key: Buffer.alloc(32) },
    log: (event, detail) => {
      throw new Error(`${event}: ${JSON.stringify(detail)}`)
    },
  })
  return async (name: string, text: string): Promise<number> => {
    const id = office.laid.people.find((person) => person.name === name)?.id ?? ''
    const message: InboundMessage = {
      channel: office.channel.name,
      account: office.channel.botId,
      messageId: `counted-${heard.length}`,
      chat: { kind: 'group', id: `group:${group.id}`, name: group.name },
      sender: { id: `person:${id}`, name: name === '李四' ? '消防队-李四' : name },
      kind: 'text',
      text,
      mentionIds: [],
      mentionsBot: false,
      sentAt: scene.clock.now(),
    }
    heard.push(message)
    return (await recordQueries(runner.dataSource, () => receive(message))).queries.length
  }
}

const task = '#任务 @李四 下周五前完成老旧小区消防隐患排查整治'

test('a message costs the database few questions, the office being known', async () => {
  const scene = await openScene()
  const count = await countingIn(scene)
  await count('张三', task)
  const { number } = (await scene.matters())[0] ?? { number: 0 }

  // One for who speaks where and the office's version, one for the inbox; the rest is what the message is about.
  expect(await count('李四', '收到')).toBe(5)
  expect(await count('李四', `#反馈 ${number} 已排查12栋,60%`)).toBeLessThanOrEqual(10)
  expect(await count('李四', `#反馈 ${number} 已排查15栋,70%`)).toBeLessThanOrEqual(10)
  expect(await count('李四', '#我的')).toBeLessThanOrEqual(10)
  expect(await count('张三', '#本群')).toBeLessThanOrEqual(10)
  expect(await count('张三', `#查 ${number}`)).toBeLessThanOrEqual(10)
})

test('a task that is one message to people is twelve rows and questions to us', async () => {
  const scene = await openScene()
  const count = await countingIn(scene)
  await count('张三', '#任务 @李四 下周五前报送电梯安全专项检查情况')
  // Of these, nine are one insert for each table a new task stands in, and one is its number.
  expect(await count('张三', task)).toBe(12)
})

test('of tasks that come from many chats at once, each costs at most ten', async () => {
  const scene = await openScene()
  const ears = openEars(scene)
  const said = ['张三', '李四', '王五', '陈六', '赵刚'].flatMap((by) =>
    ['消防隐患', '燃气安全', '电梯维保', '防汛排涝', '食品抽检'].map((what) => ({ by, text: `#任务 @${by} 下周五前报送${what}情况` })),
  )
  await ears.hear(...said.slice(0, 1))
  const { queries } = await recordQueries(scene.runner.dataSource, () => ears.hear(...said.slice(1)))
  expect(await scene.matters()).toHaveLength(said.length)
  expect(queries.length / (said.length - 1)).toBeLessThanOrEqual(10)
  expect(ears.faults).toEqual([])
})

test('chat among people costs nothing', async () => {
  const scene = await openScene()
  const count = await countingIn(scene)
  await count('张三', task)
  expect(await count('李四', '大家辛苦了,明天见')).toBe(0)
  expect(await count('李四', '收到了您的快递')).toBe(0)
  expect(await count('李四', '@王五 你那边怎么样')).toBe(1)
})
