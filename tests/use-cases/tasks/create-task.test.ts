import { expect, it } from 'vitest'
import { Member, Unit } from '../../../entities/index.ts'
import { memberParty, unitParty } from '../../../rules/party.ts'
import { bumpDirectory } from '../../../use-cases/office/load-office.ts'
import { createTask } from '../../../use-cases/tasks/create-task.ts'
import { handOverTask } from '../../../use-cases/tasks/hand-over-task.ts'
import { openScene } from '../../support/scene.ts'

it('gives nothing to people who left or units that are closed, nor is it handed over to them', async () => {
  const { zhang, li, zhao, stage, office } = await openScene()
  await zhang.says('#任务 @赵刚 周五前报清单')
  const hb = office.laid.units.find((unit) => unit.code === 'HB')
  await stage.runner.transaction(async (tx) => {
    await tx.update(Member, { id: li.id }, { leftAt: 1 })
    await tx.update(Unit, { id: hb?.id ?? '' }, { closedAt: 1 })
    await bumpDirectory(tx)
  })
  const assigns = (party: string) => zhang.does((ctx) => createTask(ctx, { body: '周五前报方案', parties: [{ party }] }))
  await expect(assigns(memberParty(li.id))).rejects.toMatchObject({ code: 'forbidden' })
  await expect(assigns(unitParty(hb?.id ?? ''))).rejects.toMatchObject({ code: 'forbidden' })
  const handsOver = zhao.does((ctx) => handOverTask(ctx, { number: 128, to: memberParty(li.id), reason: '' }))
  await expect(handsOver).rejects.toMatchObject({ code: 'forbidden' })
})

it('is not posted in the name of a leader who left', async () => {
  const { zhang, lin, stage } = await openScene()
  await zhang.says('#授权 @林秘书')
  const posts = () =>
    lin.does((ctx) => createTask(ctx, { body: '周五前报方案', issuerId: zhang.id, parties: [{ party: memberParty(lin.id) }] }))
  await expect(posts()).resolves.toBeDefined()
  await stage.runner.transaction(async (tx) => {
    await tx.update(Member, { id: zhang.id }, { leftAt: 1 })
    await bumpDirectory(tx)
  })
  await expect(posts()).rejects.toMatchObject({ code: 'forbidden' })
})
