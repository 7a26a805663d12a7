import { expect, test } from 'vitest'
import { InboundMessageRow, MatterEvent, Todo } from '../../entities/index.ts'
import { recordQueries } from '../support/count-queries.ts'
import { countRows } from '../support/database.ts'
import { openEars, type Said } from '../support/ears.ts'
import { openScene, type Scene } from '../support/scene.ts'

/** Who has acknowledged what, who is in the timelines for it, and which messages were kept. */
const effects = (scene: Scene) =>
  scene.runner.read(async (tx) => {
    const todos = await tx.find(Todo, { order: { party: 'ASC', matterId: 'ASC' } })
    const events = await tx.find(MatterEvent, { where: { action: 'acknowledge' } })
    const messages = await tx.find(InboundMessageRow)
    return {
      stamped: todos.map(({ party, acknowledgedById, acknowledgedAt }) => [party, acknowledgedById, acknowledgedAt !== null]),
      events: events.map(({ actorId, data }) => `${actorId} ${JSON.stringify(data)}`).toSorted(),
      heard: messages.map(({ memberId, text }) => `${memberId} ${text}`).toSorted(),
      eventsOfKeptMessages: events.filter(({ messageId }) => messages.some(({ id }) => id === messageId)).length,
    }
  })

const idOf = (scene: Scene, name: string): string => scene.office.laid.people.find((person) => person.name === name)?.id ?? ''

const withTwoTasks = async () => {
  const scene = await openScene()
  await scene.zhang.says('#任务 @李四 @王五 下周五前完成消防隐患排查')
  await scene.zhang.says('#任务 @李四 @陈六 下周五前报送燃气安全检查情况')
  return scene
}

const storm: Said[] = [{ by: '李四' }, { by: '王五' }, { by: '张三' }, { by: '陈六', text: '好的收到' }, { by: '赵刚' }]

test('many who say 收到 at once have the effects that each would have had alone', async () => {
  const [together, alone] = [await withTwoTasks(), await withTwoTasks()]
  const idsOf = (scene: Scene) => new Map(scene.office.laid.people.map(({ id, name }) => [id, name]))
  const named = (scene: Scene, text: unknown) =>
    [...idsOf(scene)].reduce((all, [id, name]) => all.replaceAll(id, name), JSON.stringify(text))

  const ears = openEars(together)
  await ears.hear(...storm)
  const one = openEars(alone)
  for (const said of storm) await one.hear(said)

  const [many, single] = [await effects(together), await effects(alone)]
  expect(named(together, many)).toBe(named(alone, single))
  expect(many.events).toHaveLength(4)
  expect(many.eventsOfKeptMessages).toBe(4)
  expect([...ears.faults, ...one.faults]).toEqual([])
})

test('a storm costs the database few statements, not some for every voice', async () => {
  const scene = await withTwoTasks()
  const ears = openEars(scene)
  const { queries } = await recordQueries(scene.runner.dataSource, () => ears.hear(...storm, ...storm, ...storm))
  // Two go ahead alone while the others gather; each time five statements, and fewer where nothing is hit.
  expect(queries.length).toBeLessThanOrEqual(20)
})

test('the same message twice in one storm has one effect, and hurts nobody beside it', async () => {
  const scene = await withTwoTasks()
  const ears = openEars(scene)
  await ears.hear({ by: '李四', messageId: 'same' }, { by: '李四', messageId: 'same' }, { by: '王五' }, { by: '李四', messageId: 'same' })
  await ears.hear({ by: '李四', messageId: 'same' })
  const { events, heard } = await effects(scene)
  expect(events).toHaveLength(3)
  expect(heard.filter((line) => line.endsWith('收到'))).toHaveLength(2)
  expect(ears.faults).toEqual([])
})

test('a stranger and a changed nickname in the storm take their own way', async () => {
  const scene = await withTwoTasks()
  const ears = openEars(scene)
  const before = await countRows(scene.runner)
  await ears.hear({ by: '路人', contact: 'stranger' }, { by: '路人', contact: 'stranger-2' }, { by: '路人', contact: 'stranger-3' })
  expect(await countRows(scene.runner)).toEqual(before)
  await ears.hear({ by: '王五' }, { by: '路人', contact: 'stranger' }, { by: '李四' }, { by: '陈六' })
  expect((await effects(scene)).events).toHaveLength(4)
  expect(ears.faults).toEqual([])
})

test('when the transaction of the storm fails, every voice in it is heard for itself', async () => {
  const scene = await withTwoTasks()
  const ears = openEars(scene)
  // One of them cannot be written: its row is there already, with the very id of its message, but of another transaction.
  await ears.hear({ by: '张三', text: '#我的', messageId: 'taken' })
  await ears.hear({ by: '赵刚' }, { by: '张三' }, { by: '李四', messageId: 'taken' }, { by: '王五' }, { by: '陈六' })
  const { stamped } = await effects(scene)
  const read = new Map(stamped.map(([party, , isRead]) => [String(party).slice(2), isRead]))
  expect(read.get(idOf(scene, '王五'))).toBe(true)
  expect(read.get(idOf(scene, '陈六'))).toBe(true)
  expect(read.get(idOf(scene, '李四'))).toBe(false)
  expect(ears.faults).toEqual([])
})

test('a task that is withdrawn while they speak is left as it is', async () => {
  const scene = await withTwoTasks()
  const ears = openEars(scene)
  await ears.hear(...storm, { by: '张三', text: '#撤销 128 不办了' }, ...storm)
  const [first] = await scene.matters()
  expect(first?.number).toBe(128)
  expect(ears.faults).toEqual([])
  const open = await scene.runner.read((tx) =>
    tx.query<unknown[]>("SELECT id FROM todos WHERE closed_at IS NULL AND acknowledged_at IS NULL AND duty = 'handle'"),
  )
  expect(open).toEqual([])
})
