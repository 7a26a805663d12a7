import { beforeEach, expect, it } from 'vitest'
import { Matter, Submission } from '../../../entities/index.ts'
import { listUses } from '../../../use-cases/adoptions/list-adoptions.ts'
import { recordAdoption, recordAdoptionSchema } from '../../../use-cases/adoptions/record-adoption.ts'
import { recordInstruction, recordInstructionSchema, revokeInstruction } from '../../../use-cases/adoptions/record-instruction.ts'
import { revokeAdoption } from '../../../use-cases/adoptions/revoke-adoption.ts'
import { createIssue } from '../../../use-cases/issues/create-issue.ts'
import { passIssue } from '../../../use-cases/issues/pass-issue.ts'
import { publishIssue } from '../../../use-cases/issues/publish-issue.ts'
import { signIssue } from '../../../use-cases/issues/sign-issue.ts'
import { parseInput } from '../../../use-cases/parse-input.ts'
import { openPressScene, type PressScene } from '../../support/press-scene.ts'

let scene: PressScene
let number: number
beforeEach(async () => {
  scene = await openPressScene()
  number = await scene.story()
})

const record = (who: PressScene['wen'], more: object = {}) =>
  who.does((ctx) =>
    recordInstruction(
      ctx,
      parseInput(recordInstructionSchema, { number, leaderLevel: 'city', leader: '王市长', text: '请城管局跟进', ...more }),
    ),
  )

it('is recorded by editors, the supervision section and signers, once for a leader and day', async () => {
  await record(scene.wen, { publication: '专报' })
  expect((await scene.wen.does((ctx) => listUses(ctx, number))).instructions).toMatchObject([
    {
      leader: '王市长',
      leaderLevel: 'city',
      text: '请城管局跟进',
      givenOn: '2026-11-23',
      publication: '专报',
      recordedBy: { name: '文清' },
    },
  ])
  await expect(record(scene.feng)).rejects.toMatchObject({ code: 'conflict', message: `〔${number}〕的这条批示已登记过` })
  await record(scene.feng, { leader: '李省长', leaderLevel: 'province' })
  await record(scene.zhou, { leader: '赵书记' })
  await expect(record(scene.zhao, { leader: '别人' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(record(scene.wu, { leader: '别人' })).rejects.toMatchObject({ code: 'not_found' })
})

it('its day is neither before the report nor in the future', async () => {
  await expect(record(scene.wen, { day: '2026-11-22' })).rejects.toMatchObject({ message: expect.stringContaining('早于报送日期') })
  await expect(record(scene.wen, { day: '2026-11-24' })).rejects.toMatchObject({ message: expect.stringContaining('还没到') })
  expect(() => parseInput(recordInstructionSchema, { number, leaderLevel: 'city', leader: '王', text: '阅', day: '2026-02-30' })).toThrow(
    /YYYY-MM-DD/u,
  )
})

it('a use-case that has judged who may records it for people without that right', async () => {
  await scene.wang.does((ctx) =>
    recordInstruction(
      ctx,
      { number, leaderLevel: 'city', leader: '王建国', text: '阅', publication: null },
      { follows: true, instructionId: '0'.repeat(26) },
    ),
  )
  expect((await scene.matter(number)).events.at(-1)).toMatchObject({ action: 'instructed', actor: '王建国', text: '王建国:阅' })
})

it('is taken off again, counts no longer, and may then be recorded anew', async () => {
  const { instruction } = await record(scene.wen)
  const revoke = () => scene.wen.does((ctx) => revokeInstruction(ctx, { number, id: instruction.id }))
  await scene.runner.transaction((tx) => tx.query('UPDATE submissions SET recount_at = NULL'))
  await revoke()
  expect((await scene.runner.read((tx) => tx.find(Submission)))[0]?.recountAt).not.toBeNull()
  await expect(revoke()).rejects.toMatchObject({ code: 'not_found' })
  expect((await scene.wen.does((ctx) => listUses(ctx, number))).instructions).toEqual([])
  await record(scene.wen)
})

it('what was printed in our own issue is an adoption that only the withdrawal of the issue takes back', async () => {
  const publicationId = await scene.publication('政务信息')
  const made = await scene.wen.does((ctx) => createIssue(ctx, { publicationId, items: [{ number }], supplement: false, editorNote: null }))
  const issue = made.matter.number
  await scene.wen.does((ctx) => passIssue(ctx, { number: issue, text: '' }))
  await scene.wen.does((ctx) => signIssue(ctx, { number: issue, text: '' }))
  await scene.wen.does((ctx) => publishIssue(ctx, { number: issue }))
  expect((await scene.wen.does((ctx) => listUses(ctx, number))).adoptions).toMatchObject([{ publication: '政务信息', issue }])
  await expect(scene.wen.does((ctx) => revokeAdoption(ctx, { number }))).rejects.toMatchObject({
    message: `这次采用由〔${issue}〕刊发产生,要撤销请 #撤刊 ${issue} 原因`,
  })
  await expect(scene.wen.does((ctx) => revokeAdoption(ctx, { number, id: '0'.repeat(26) }))).rejects.toMatchObject({ code: 'not_found' })
})

it('an adoption that cannot be kept leaves nothing: not its line, not its mark for counting', async () => {
  const use = parseInput(recordAdoptionSchema, { number, level: 'province', publication: '每日要情' })
  await scene.wen.does((ctx) => recordAdoption(ctx, use))
  const before = await scene.runner.read((tx) => tx.findOneByOrFail(Matter, { number }))
  await expect(scene.wen.does((ctx) => recordAdoption(ctx, use))).rejects.toMatchObject({ code: 'conflict' })
  expect((await scene.runner.read((tx) => tx.findOneByOrFail(Matter, { number }))).version).toBe(before.version)
})
