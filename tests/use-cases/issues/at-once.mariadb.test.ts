import { expect, it } from 'vitest'
import { Adoption, Issue, IssueItem } from '../../../entities/index.ts'
import { Problem } from '../../../rules/problems.ts'
import { createIssue } from '../../../use-cases/issues/create-issue.ts'
import { passIssue } from '../../../use-cases/issues/pass-issue.ts'
import { publishIssue } from '../../../use-cases/issues/publish-issue.ts'
import { signIssue } from '../../../use-cases/issues/sign-issue.ts'
import { cancelTask } from '../../../use-cases/tasks/cancel-task.ts'
import { withdrawIssue } from '../../../use-cases/issues/withdraw-issue.ts'
import { recordAdoption } from '../../../use-cases/adoptions/record-adoption.ts'
import { openScratchDatabase } from '../../support/database.ts'
import { openPressScene } from '../../support/press-scene.ts'

/** Many connections: things really happen at once. */
const openBusyScene = async (startsAt?: string) => {
  const runner = await openScratchDatabase(12)
  const scene = await openPressScene({ runner, ...(startsAt === undefined ? {} : { startsAt }) })
  const compile = async (name: string, number: number): Promise<number> => {
    const publicationId = await scene.publication(name)
    const input = { publicationId, items: [{ number }], supplement: false, editorNote: null }
    return (await scene.wen.does((ctx) => createIssue(ctx, input))).matter.number
  }
  const request = (number: number) => scene.wen.does((ctx) => passIssue(ctx, { number, text: '' }))
  return { ...scene, compile, request, close: () => runner.close() }
}

const settle = async <T>(all: readonly Promise<T>[]): Promise<{ done: T[]; refused: string[] }> => {
  const results = await Promise.allSettled(all)
  const faults = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []))
  for (const fault of faults) if (!(fault instanceof Problem)) throw fault
  return {
    done: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    refused: faults.map(({ message }) => message),
  }
}

it('issues of one series signed at once, the first of the year among them: distinct numbers, one after the other', async () => {
  const scene = await openBusyScene('2026-12-31T15:00')
  const numbers: number[] = []
  for (let n = 0; n < 12; n += 1) numbers.push(await scene.compile('专报', await scene.story()))
  for (const number of numbers) await scene.request(number)
  // No issue of 2027 has been signed: its counter is made by whoever comes first.
  await scene.clock.reaches('2027-01-01T09:00')
  const { done, refused } = await settle(numbers.map((number) => scene.zhou.does((ctx) => signIssue(ctx, { number, text: '' }))))
  expect(refused).toEqual([])
  const byNumber = (a: number, b: number): number => a - b
  expect(done.map(({ found }) => found.issue.serial ?? 0).toSorted(byNumber)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
  expect(done.map(({ found }) => found.issue.total ?? 0).toSorted(byNumber)).toEqual(Array.from({ length: 12 }, (_, index) => 41 + index))
  await scene.close()
}, 60_000)

it('one issue signed, published and withdrawn by two at the same moment: each happens once', async () => {
  const scene = await openBusyScene()
  for (let round = 0; round < 6; round += 1) {
    const number = await scene.compile('政务信息', await scene.story())
    await scene.request(number)
    const both = [scene.wen, scene.xu]
    const signed = await settle(both.map((who) => who.does((ctx) => signIssue(ctx, { number, text: '' }))))
    expect([signed.done.length, signed.refused]).toEqual([1, [`〔${number}〕已签发,不能签发`]])
    const published = await settle(both.map((who) => who.does((ctx) => publishIssue(ctx, { number }))))
    expect([published.done.length, published.refused]).toEqual([1, [`〔${number}〕已印发,不能印发`]])
    expect(await scene.runner.read((tx) => tx.count(Adoption))).toBe(round + 1)
    const withdrawn = await settle(both.map((who) => who.does((ctx) => withdrawIssue(ctx, { number, reason: '有误' }))))
    expect([withdrawn.done.length, withdrawn.refused]).toEqual([1, [`〔${number}〕已撤销,不能撤刊`]])
  }
  const issues = await scene.runner.read((tx) => tx.find(Issue))
  expect(issues.map(({ serial }) => serial).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([1, 2, 3, 4, 5, 6])
  await scene.close()
}, 60_000)

it('an issue is signed while its author cancels what stands in it: one of the two happens, never both', async () => {
  const scene = await openBusyScene()
  let signed = 0
  for (let round = 0; round < 10; round += 1) {
    const story = await scene.story()
    const number = await scene.compile('政务信息', story)
    await scene.request(number)
    const { done, refused } = await settle<unknown>([
      scene.wen.does((ctx) => signIssue(ctx, { number, text: '' })),
      scene.sun.does((ctx) => cancelTask(ctx, { number: story, reason: '数据有误' })),
    ])
    expect([done.length, refused.length]).toEqual([1, 1])
    const states = [(await scene.matter(number)).state, (await scene.matter(story)).state]
    expect([
      ['signed', 'open'],
      ['signing', 'cancelled'],
    ]).toContainEqual(states)
    if (states[0] === 'signed') signed += 1
  }
  // The series has a number for each that was signed, and for no other.
  const serials = (await scene.runner.read((tx) => tx.find(Issue))).flatMap(({ serial }) => serial ?? [])
  expect(serials.toSorted((a, b) => a - b)).toEqual(Array.from({ length: signed }, (_, index) => index + 1))
  await scene.close()
}, 60_000)

it('two editors put one submission into two issues of a publication at the same moment: one of them does', async () => {
  const scene = await openBusyScene()
  const publicationId = await scene.publication('政务信息')
  for (let round = 0; round < 8; round += 1) {
    const number = await scene.story()
    const input = { publicationId, items: [{ number }], supplement: false, editorNote: null }
    const { done, refused } = await settle([scene.wen, scene.xu].map((who) => who.does((ctx) => createIssue(ctx, input))))
    expect(done).toHaveLength(1)
    expect(refused).toEqual([expect.stringContaining('同一刊物不能重复编发')])
  }
  expect(await scene.runner.read((tx) => tx.count(IssueItem))).toBe(8)
  await scene.close()
}, 60_000)

it('one adoption recorded by two at the same moment stands once', async () => {
  const scene = await openBusyScene()
  const number = await scene.story()
  const use = { number, event: 'adopt', level: 'province', publication: '每日要情', form: null, enteredScore: null }
  const { done, refused } = await settle([scene.wen, scene.xu].map((who) => who.does((ctx) => recordAdoption(ctx, use))))
  expect([done.length, refused]).toEqual([1, [`〔${number}〕的这次采用已登记过`]])
  expect(await scene.runner.read((tx) => tx.count(Adoption))).toBe(1)
  await scene.close()
}, 60_000)
