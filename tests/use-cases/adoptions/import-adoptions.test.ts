import { beforeEach, describe, expect, it } from 'vitest'
import type { AdoptionKey, AdoptionRow } from '../../../documents/adoptions/adoption-columns.ts'
import { perform } from '../../../database/stage.ts'
import { Adoption } from '../../../entities/index.ts'
import { importAdoptions, type ImportAdoptionsOptions } from '../../../use-cases/adoptions/import-adoptions.ts'
import type { UseCaseContext } from '../../../use-cases/context.ts'
import { listUses } from '../../../use-cases/adoptions/list-adoptions.ts'
import { cancelTask } from '../../../use-cases/tasks/cancel-task.ts'
import { openPressScene, type PressScene } from '../../support/press-scene.ts'

let scene: PressScene
beforeEach(async () => {
  scene = await openPressScene()
  await scene.story('检查老旧小区')
  await scene.story('检查商场')
})

const rows = (...values: Partial<Record<AdoptionKey, string>>[]): AdoptionRow[] =>
  values.map((each, index) => ({
    line: index + 2,
    values: { level: '省级', publication: '每日要情', day: '2026-11-23', ...each },
    faults: [],
  }))
const bring = (table: AdoptionRow[], options: ImportAdoptionsOptions = {}) =>
  importAdoptions((work) => perform(scene.stage, { memberId: null }, work), table, options)
const count = () => scene.runner.read((tx) => tx.count(Adoption))
const uses = (number: number) => scene.wen.does((ctx) => listUses(ctx, number))

it('by number, or by exact title and unit; levels, forms and events in words', async () => {
  const result = await bring(
    rows(
      { number: '128' },
      { number: '〔128〕', level: '国家级', publication: '《专报信息》', form: '单篇', event: '转报', score: '5.25', day: '11月23日' },
      { title: '检查商场', unit: '消防队' },
      { title: '检查商场', unit: 'XF', level: '市级', publication: '政务信息', day: '2026-11-23T00:00:00.000Z' },
    ),
  )
  expect(result).toEqual({ applied: true, recorded: 4, items: 2, problems: [] })
  expect((await uses(128)).adoptions).toMatchObject([
    { level: 'province', publication: '每日要情', event: 'adopt', form: null, adoptedOn: '2026-11-23', recordedBy: null, issue: null },
    { level: 'national', publication: '专报信息', event: 'forward', form: 'single', enteredScore: 525 },
  ])
  expect((await uses(129)).adoptions.map(({ level }) => level)).toEqual(['province', 'city'])
  expect((await scene.matter(128)).events.at(-1)).toMatchObject({
    action: 'adopt',
    actor: null,
    text: '省级《每日要情》采用(11月23日(周一));国家级《专报信息》转报(单篇,11月23日(周一))',
  })
})

it('every wrong row comes back with its line and all its reasons, and nothing is written', async () => {
  await scene.wen.does((ctx) => cancelTask(ctx, { number: 129, reason: '报错了' }))
  const table = rows(
    { number: '128' },
    { number: '128' },
    { number: '999' },
    { number: '一二八', level: '省长级', publication: '《》', day: '2月30日', event: '表扬', score: '五分' },
    { title: '检查老旧小区' },
    { title: '检查老旧小区', unit: '交通局' },
    { title: '检查老旧小', unit: '消防队' },
    { number: '128', day: '2026-11-22' },
    { number: '128', day: '2026-11-24' },
    { number: '129' },
  )
  table.push({ line: 12, values: { number: '128', level: '省级', publication: '要情' }, faults: ['“标题”是公式,请粘贴为数值'] })
  const { applied, recorded, problems } = await bring(table)
  expect({ applied, recorded }).toEqual({ applied: false, recorded: 1 })
  expect(problems).toEqual([
    { line: 3, reasons: ['与第 2 行重复'] },
    { line: 4, reasons: ['没有编号为〔999〕的信息'] },
    {
      line: 5,
      reasons: [
        '编号“一二八”应是数字',
        '没有“2月30日”这一天',
        '得分“五分”应是数字,最多两位小数',
        expect.stringContaining('不认识级别“省长级”'),
        '缺刊物',
        expect.stringContaining('不认识方式“表扬”'),
      ],
    },
    { line: 6, reasons: ['请写编号,或者写标题和单位'] },
    { line: 7, reasons: ['没有单位“交通局”'] },
    { line: 8, reasons: ['“消防队”没有标题为“检查老旧小”的信息'] },
    { line: 9, reasons: ['〔128〕的采用日期早于报送日期(11月23日(周一))'] },
    { line: 10, reasons: ['〔128〕的采用日期还没到'] },
    { line: 11, reasons: ['〔129〕已撤销,不能登记采用'] },
    { line: 12, reasons: ['“标题”是公式,请粘贴为数值', '缺采用日期'] },
  ])
  expect(await count()).toBe(0)
})

describe('partial, dry and again', () => {
  it('partial records what is right', async () => {
    expect(await bring(rows({ number: '128' }, { number: '999' }), { partial: true })).toMatchObject({ applied: true, recorded: 1 })
    expect(await count()).toBe(1)
  })

  it('a dry run writes nothing', async () => {
    expect(await bring(rows({ number: '128' }), { dryRun: true })).toEqual({ applied: false, recorded: 1, items: 1, problems: [] })
    expect(await count()).toBe(0)
  })

  it('what is recorded already is reported, so that the same table twice changes nothing', async () => {
    await bring(rows({ number: '128' }, { number: '129' }))
    expect(await bring(rows({ number: '128' }, { number: '129' }), { partial: true })).toEqual({
      applied: false,
      recorded: 0,
      items: 0,
      problems: [
        { line: 2, reasons: ['已登记过'] },
        { line: 3, reasons: ['已登记过'] },
      ],
    })
    expect(await count()).toBe(2)
  })

  it('what is recorded already stands in nobody’s way', async () => {
    await bring(rows({ number: '128' }))
    expect(await bring(rows({ number: '128' }, { number: '129' }))).toEqual({
      applied: true,
      recorded: 1,
      items: 1,
      problems: [{ line: 2, reasons: ['已登记过'] }],
    })
    expect(await bring(rows({ number: '128' }, { number: '129', publication: '要情' }, { number: '999' }))).toMatchObject({
      applied: false,
    })
    expect(await count()).toBe(2)
  })

  it('an import that broke off is finished by giving the table again', async () => {
    const table = rows({ number: '128' }, { number: '129' }, { number: '129', publication: '要情' })
    let left = 2
    const breaksOff = async <Result>(work: (ctx: UseCaseContext) => Promise<Result>): Promise<Result> => {
      if (left === 0) throw new Error('the process was ended')
      left -= 1
      return perform(scene.stage, { memberId: null }, work)
    }
    await expect(importAdoptions(breaksOff, table, { lot: 1 })).rejects.toThrow('ended')
    expect(await count()).toBe(1)
    expect(await bring(table)).toMatchObject({ applied: true, recorded: 2, problems: [{ line: 2, reasons: ['已登记过'] }] })
    expect(await count()).toBe(3)
  })

  it('what changes while the lots are recorded comes back with its reason', async () => {
    let calls = 0
    const meanwhile = async <Result>(work: (ctx: UseCaseContext) => Promise<Result>): Promise<Result> => {
      calls += 1
      if (calls === 3) await scene.wen.does((ctx) => cancelTask(ctx, { number: 129, reason: '报错了' }))
      return perform(scene.stage, { memberId: null }, work)
    }
    expect(await importAdoptions(meanwhile, rows({ number: '128' }, { number: '129' }), { lot: 1 })).toEqual({
      applied: true,
      recorded: 1,
      items: 1,
      problems: [{ line: 3, reasons: ['〔129〕已撤销,不能登记采用'] }],
    })
  })

  it('two of one title in a unit must be told apart by number', async () => {
    await scene.story('检查商场')
    expect((await bring(rows({ title: '检查商场', unit: '消防救援支队' }))).problems).toEqual([
      { line: 2, reasons: ['“消防救援支队”有 2 条同名信息(〔129〕〔130〕),请写编号'] },
    ])
  })

  it('editors and the director import, officers do not', async () => {
    for (const who of [scene.sun, scene.feng, scene.zhang])
      await expect(importAdoptions(who.does, rows({ number: '128' }))).rejects.toMatchObject({ code: 'forbidden' })
    expect(await importAdoptions(scene.zhou.does, rows({ number: '128' }))).toMatchObject({ applied: true })
  })
})
