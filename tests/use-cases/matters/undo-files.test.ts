import { expect, test } from 'vitest'
import { Attachment } from '../../../entities/index.ts'
import { keepAttachment } from '../../../use-cases/attachments/keep-attachment.ts'
import { reserveAttachment } from '../../../use-cases/attachments/reserve-attachment.ts'
import { claimSweep } from '../../../use-cases/attachments/sweep-attachments.ts'
import { undoLastAct } from '../../../use-cases/matters/undo-message.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const attach = (scene: Scene, who: string, number: number, name: string): Promise<unknown> =>
  scene.actor(who).does(async (ctx) => {
    const machineNow = ctx.now
    const { id } = await reserveAttachment(ctx, { number, name, announced: 3, machineNow })
    return keepAttachment(ctx, { number, id, name, type: 'pdf', size: 3, sha256: '0'.repeat(64), machineNow })
  })
const files = async (scene: Scene): Promise<string[]> =>
  (await scene.runner.read((tx) => tx.find(Attachment, { order: { id: 'ASC' } }))).map(({ name, state }) => `${name} ${state}`)

const report = '#信息 【动态】检查老旧小区\n11月23日,在江南街道检查12个小区。'

test('what one attached to one’s own report goes with it, and the bytes with the next sweep', async () => {
  const scene = await openScene()
  await scene.sun.says(report)
  await attach(scene, '孙磊', 128, '照片.pdf')
  await scene.sun.says('#撤回')
  expect(scene.group.heard().at(-1)).toBe('〔128〕已撤回')
  expect((await scene.matter(128)).state).toBe('cancelled')
  expect(await files(scene)).toEqual(['照片.pdf removed'])
  expect(await scene.runner.transaction((tx) => claimSweep(tx, 1))).toHaveLength(1)
})

test('a file that was there before stays; one that went with an act does not come back', async () => {
  const scene = await openScene()
  await scene.sun.says(report)
  await attach(scene, '孙磊', 128, '甲.pdf')
  await scene.clock.passes('1m')
  await scene.sun.says('#补充 128 又查了3处。')
  await attach(scene, '孙磊', 128, '乙.pdf')
  // By number, as the mini-program does: the file is no act of its own.
  await scene.sun.does((ctx) => undoLastAct(ctx, { number: 128 }))
  expect(await files(scene)).toEqual(['甲.pdf kept', '乙.pdf removed'])
  expect((await scene.matter(128)).state).toBe('submitted')
  await scene.sun.does((ctx) => undoLastAct(ctx, { number: 128 }))
  expect(await files(scene)).toEqual(['甲.pdf removed', '乙.pdf removed'])
  expect((await scene.matter(128)).state).toBe('cancelled')
})

test('what somebody else attached builds on it: then it stands', async () => {
  const scene = await openScene()
  await scene.sun.says(report)
  await attach(scene, '赵刚', 128, '意见.pdf')
  await scene.sun.says('#撤回')
  expect(scene.group.heard().at(-1)).toContain('已有后续办理')
  expect(await files(scene)).toEqual(['意见.pdf kept'])
})
