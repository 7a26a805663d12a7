import { beforeEach, expect, it } from 'vitest'
import { Counter } from '../../../entities/index.ts'
import { createIssue } from '../../../use-cases/issues/create-issue.ts'
import { passIssue } from '../../../use-cases/issues/pass-issue.ts'
import { layOffice } from '../../../use-cases/office/lay-office.ts'
import { parseInput } from '../../../use-cases/parse-input.ts'
import { changePublication, changePublicationSchema } from '../../../use-cases/publications/change-publication.ts'
import { createPublication } from '../../../use-cases/publications/create-publication.ts'
import { getPublication, listPublications } from '../../../use-cases/publications/find-publication.ts'
import { publicationPlanSchema } from '../../../use-cases/publications/publication-plan.ts'
import { openAdminScene } from '../../support/admin-scene.ts'
import { openPressScene, type PressScene } from '../../support/press-scene.ts'
import { scenePlan } from '../../support/scene-office.ts'

let scene: PressScene
beforeEach(async () => {
  scene = await openPressScene()
})

const plan = (more: object = {}) => parseInput(publicationPlanSchema, { name: '快报', level: 'city', direction: 'upward', ...more })
const create = (who: PressScene['wen'], more: object = {}) => who.does((ctx) => createPublication(ctx, plan(more)))
const change = (id: string, set: object) => scene.wen.does((ctx) => changePublication(ctx, id, parseInput(changePublicationSchema, set)))
const compile = async (name: string): Promise<number> => {
  const publicationId = await scene.publication(name)
  const items = [{ number: await scene.story() }]
  return (await scene.wen.does((ctx) => createIssue(ctx, { publicationId, items, supplement: false, editorNote: null }))).matter.number
}

it('is made by the information section or the director, by nobody else', async () => {
  expect(await create(scene.wen)).toMatchObject({ name: '快报', reviewChain: ['director'], issuedBy: null, copies: null, closedAt: null })
  expect(await create(scene.zhou, { name: '要情', direction: 'downward' })).toMatchObject({ reviewChain: ['editor'] })
  for (const who of [scene.sun, scene.feng, scene.zhang, scene.zhao])
    await expect(create(who, { name: '别的' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(create(scene.wen)).rejects.toMatchObject({ code: 'conflict', message: '已有刊物《快报》' })
})

it.each([
  [{ reviewChain: ['editor'] }, '上行刊物须由办公室主任或领导最后签发'],
  [{ reviewChain: ['director', 'editor'] }, '上行刊物须由办公室主任或领导最后签发'],
  [{ reviewChain: ['director', 'director'] }, '同一角色只能出现一次'],
  [{ reviewChain: [] }, 'reviewChain'],
  [{ reviewChain: ['officer'] }, 'reviewChain'],
  [{ name: '《快报》' }, '刊物名称不带书名号和空格'],
  [{ name: '长'.repeat(61) }, 'name'],
  [{ level: '市级' }, '级别写代码'],
  [{ direction: 'sideways' }, 'direction'],
  [{ copies: 0 }, 'copies'],
  [{ colour: 'red' }, 'colour'],
])('%j is turned away: %s', (more, words) => {
  expect(() => plan(more)).toThrow(expect.objectContaining({ code: 'bad_request', message: expect.stringContaining(words) }))
})

it('is changed and closed; a closed one takes no new issue, and is last in the list', async () => {
  const { id } = await create(scene.wen)
  expect(await change(id, { copies: 30, distribution: { report: '省政府' } })).toMatchObject({ copies: 30, name: '快报' })
  await change(id, { closed: true })
  expect((await scene.wen.does((ctx) => getPublication(ctx, id))).closedAt).not.toBeNull()
  expect((await scene.wen.does(listPublications)).at(-1)?.name).toBe('快报')
  const number = await scene.story()
  await expect(
    scene.wen.does((ctx) => createIssue(ctx, { publicationId: id, items: [{ number }], supplement: false, editorNote: null })),
  ).rejects.toMatchObject({ code: 'gone', message: '《快报》已停刊' })
  await change(id, { closed: false })
  expect((await scene.wen.does((ctx) => getPublication(ctx, id))).closedAt).toBeNull()
  await expect(change(id, { name: '专报' })).rejects.toMatchObject({ code: 'conflict' })
  await expect(change(id, { reviewChain: ['editor'] })).rejects.toMatchObject({ code: 'bad_request' })
  await expect(change('0'.repeat(26), { copies: 3 })).rejects.toMatchObject({ code: 'not_found' })
})

it('what is under way holds its rules: chain, direction and closing wait', async () => {
  const number = await compile('专报')
  const id = await scene.publication('专报')
  await expect(change(id, { closed: true })).rejects.toMatchObject({ message: '《专报》还有没印发的期,印发或撤销后再停刊' })
  await expect(change(id, { direction: 'downward' })).rejects.toMatchObject({ message: expect.stringContaining('不能改上行、下行') })
  await change(id, { reviewChain: ['editor', 'director'] })
  await scene.wen.does((ctx) => passIssue(ctx, { number, text: '' }))
  await expect(change(id, { reviewChain: ['director'] })).rejects.toMatchObject({ message: expect.stringContaining('正在送签') })
})

it('stands in office.json, each fault with its path', async () => {
  const admin = await openAdminScene(null)
  const lay = (publications: object[]) =>
    admin.commandLine.does((ctx) => layOffice(ctx, { ...scenePlan, publications: publications as never }))
  const good = { name: '政务信息', level: 'city', direction: 'downward' }
  await expect(lay([good, { ...good, level: 'county' }])).rejects.toMatchObject({ message: 'publications[1]:刊物“政务信息”与第 1 个重复' })
  await expect(lay([{ ...good, direction: 'upward', reviewChain: ['editor'] }])).rejects.toMatchObject({
    message: 'publications[0].reviewChain:上行刊物须由办公室主任或领导最后签发',
  })
  await expect(lay([{ name: '政务信息' }])).rejects.toMatchObject({ message: expect.stringContaining('publications[0].level') })
  const laid = await lay([{ ...good, lastNumbers: { serial: 48, supplement: 2, total: 900 } }])
  expect(laid.publications.map(({ name }) => name)).toEqual(['政务信息'])
  const counters = await admin.runner.read((tx) => tx.find(Counter))
  expect(
    counters
      .filter(({ name }) => name.startsWith('issue:'))
      .map(({ value }) => value)
      .toSorted((a, b) => a - b),
  ).toEqual([2, 48, 900])
  await admin.close()
})
