import { expect, test } from 'vitest'
import { adoptionsTemplate } from '../../../documents/adoptions/adoptions-template.ts'
import { readAdoptionsTable } from '../../../documents/adoptions/read-adoptions-table.ts'

test('the template can be read as it is, and its examples are left out', async () => {
  expect(await readAdoptionsTable(await adoptionsTemplate())).toEqual({ rows: [], examples: 3 })
})

test('a table under other names of the columns, with its line numbers', async () => {
  const csv = '信息编号,采用级别,采用刊物,日期\n131,省级,每日要情,2026-04-03\n\n132,市级,政务信息,4月3日\n'
  expect(await readAdoptionsTable(Buffer.from(csv))).toEqual({
    examples: 0,
    rows: [
      { line: 2, values: { number: '131', level: '省级', publication: '每日要情', day: '2026-04-03' }, faults: [] },
      { line: 4, values: { number: '132', level: '市级', publication: '政务信息', day: '4月3日' }, faults: [] },
    ],
  })
})

test('a table without its columns is turned away with what is missing', async () => {
  await expect(readAdoptionsTable(Buffer.from('编号,分值\n131,5\n'))).rejects.toMatchObject({
    code: 'bad_request',
    message: expect.stringMatching(/不认识的列“分值”;缺少“级别”列;缺少“刊物”列;缺少“采用日期”列/u),
  })
})
