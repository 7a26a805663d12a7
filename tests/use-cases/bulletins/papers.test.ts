import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { consult, perform } from '../../../database/stage.ts'
import { makePaper } from '../../../documents/page/make-paper.ts'
import { AuditRecord } from '../../../entities/index.ts'
import { exportBulletin } from '../../../use-cases/bulletins/bulletin-document.ts'
import { changeFigure } from '../../../use-cases/bulletins/change-figure.ts'
import { issueBulletin } from '../../../use-cases/bulletins/issue-bulletin.ts'
import { switchRanking } from '../../../use-cases/points/change-points-rules.ts'
import { readBulletin } from '../../../use-cases/bulletins/read-bulletin.ts'
import { one, openZip, parseXml } from '../../documents/opened.ts'
import { openBulletinScene, type BulletinScene } from '../../support/bulletin-scene.ts'

const drawn = async (text = '#通报 2026年11月'): Promise<BulletinScene> => {
  const scene = await openBulletinScene()
  await scene.reports('孙磊', '消防支队检查甲')
  await scene.reports('刘洋', '城管局整治乙')
  await scene.reports('赵七', '应急局培训丙')
  await scene.actor('孙磊').whispers('#报忧 老旧小区电动车充电起火\n11月23日,在江南街道发生2起。')
  await scene.zhao.says('#同意 128')
  await scene.actor('马勇').says('#同意 129')
  await scene.adopts(128, 'city', '政务信息', '2026-11-23')
  await scene.adopts(128, 'province', '每日要情', '2026-11-23')
  await scene.adopts(129, 'province', '每日要情', '2026-11-23')
  await scene.adopts(131, 'city', '专报', '2026-11-23')
  await scene.wen.whispers(text)
  await scene.clock.passes('1m')
  return scene
}
const number = 132
const exported = (scene: BulletinScene, form: 'docx' | 'xlsx') => scene.wen.does((ctx) => exportBulletin(ctx, number, form))
const openXlsx = async (scene: BulletinScene) => {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load((await makePaper('bulletin-tables', (await exported(scene, 'xlsx')).data)) as never)
  return workbook
}
/** Rows of a sheet under its header of two rows, up to 合计. */
const tableOf = (workbook: ExcelJS.Workbook, name: string) => {
  const rows = workbook.getWorksheet(name)!.getSheetValues() as unknown[][]
  return rows.filter((row) => Array.isArray(row)).map((row) => row.slice(1))
}

/** The words of a .docx. */
const wordsOf = async (bytes: Buffer): Promise<string> => one(parseXml((await openZip(bytes)).get('word/document.xml')!), 'w:body').text

describe('the spreadsheet', () => {
  test('holds the figures of the ledger, class by class', async () => {
    const scene = await drawn()
    const workbook = await openXlsx(scene)
    const ledger = await scene.wen.does((ctx) =>
      ctx.tx.query<{ name: string; points: number | string; lines: number | string }[]>(
        `SELECT u.name, SUM(e.points) AS points, COUNT(*) AS n FROM point_entries AS e INNER JOIN units AS u ON u.id = e.unit_id
          WHERE e.month = '2026-11' GROUP BY u.name`,
      ),
    )
    const classes = ['一类', '二类'].flatMap((name) => tableOf(workbook, name))
    for (const { name, points } of ledger) {
      const row = classes.find((cells) => cells[1] === name)!
      expect([name, row[5]]).toEqual([name, Number(points) / 100])
    }
    const totals = classes.filter((cells) => cells[1] === '合计')
    const sum = ledger.reduce((all, { points }) => all + Number(points), 0) / 100
    expect(sum).toBe(1 + 1 + 1 + 1 + 3 + 10 + 10 + 3)
    expect(totals.reduce((all, cells) => all + Number(cells[5]), 0)).toBe(sum)
  })

  test('says who had it made and when, and that it is a draft', async () => {
    const scene = await drawn()
    const { data, fileName } = await exported(scene, 'xlsx')
    expect(fileName).toBe('关于2026年11月政务信息报送及采用情况的通报(送审稿132).xlsx')
    expect(data.exported).toMatchObject({ by: '文清' })
    const workbook = await openXlsx(scene)
    expect(JSON.stringify(tableOf(workbook, '一类'))).toContain('送审稿')
    expect(JSON.stringify(tableOf(workbook, '一类'))).toMatch(/导出：文清 2026年11月23日/u)
    const audit = await scene.wen.does((ctx) => ctx.tx.findBy(AuditRecord, { action: 'export.bulletin' }))
    expect(audit).toHaveLength(2)
    expect(audit[0]).toMatchObject({ actorId: scene.wen.id, subject: '132' })
  })

  test('lists every use with unit, author, publication, level and day, the title of a 报忧 left out', async () => {
    const scene = await drawn()
    const { data } = await exported(scene, 'xlsx')
    expect(data.adopted.map(({ title, unit, authors, publication, level }) => [title, unit, authors.join(), publication, level])).toEqual([
      ['消防支队检查甲', '消防救援支队', '孙磊', '政务信息', '市级'],
      ['消防支队检查甲', '消防救援支队', '孙磊', '每日要情', '省级'],
      ['城管局整治乙', '城管局', '刘洋', '每日要情', '省级'],
      ['(报忧信息)', '消防救援支队', '孙磊', '专报', '市级'],
    ])
    expect(JSON.stringify(data)).not.toContain('充电起火')
    expect(data.furtherAnnexes.find(({ title }) => title === '信息类别构成')!.rows.every((row) => row.length === 5)).toBe(true)
  })
})

describe('the paper', () => {
  test('is a draft until it is issued, with the figures in its text and the reasons in its remarks', async () => {
    const scene = await drawn()
    await scene.wen.does((ctx) =>
      changeFigure(ctx, { number, subjectId: scene.unitId('CG'), field: 'adopted', value: 2, reason: '补登市专报' }),
    )
    await scene.wen.does((ctx) =>
      changeFigure(ctx, { number, subjectId: scene.unitId('YJ'), field: 'excluded', value: undefined, reason: '机构改革' }),
    )
    const draft = await wordsOf(await makePaper('bulletin', (await exported(scene, 'docx')).data))
    expect(draft).toContain('送审稿')
    expect(draft).toContain('列入统计的4个单位中，2个单位报送信息3条，采用4条，采用率133.3%')
    expect(draft).toContain('采用 1→2（补登市专报）')
    expect(draft).toContain('机构改革')
    await scene.wen.does((ctx) => issueBulletin(ctx, { number }))
    const { data, fileName } = await exported(scene, 'docx')
    const issued = await wordsOf(await makePaper('bulletin', data))
    expect(fileName).toBe('关于2026年11月政务信息报送及采用情况的通报.docx')
    expect(issued).not.toContain('送审稿')
    expect(issued).not.toContain('机构改革')
    expect(issued).not.toMatch(/名次|先进|后进|批示/u)
  })

  test('of a year proposes units and officers with ranking on only, ties included, and a person strikes off', async () => {
    const off = await drawn('#通报 2026年')
    const plain = await consult(off.stage, { memberId: off.wen.id }, (ctx) => readBulletin(ctx, number))
    expect([plain.excellentUnits, plain.excellentOfficers]).toEqual([[], []])
    expect(plain.quotas.map(({ unit, percent }) => [unit.name, percent])).toEqual([
      ['消防救援支队', 450],
      ['城管局', 55],
    ])

    const scene = await openBulletinScene()
    await scene.zhou.does((ctx) => switchRanking(ctx, { ranking: true, reason: '年度评优' }))
    for (const person of ['孙磊', '刘洋', '赵七', '黄蓉', '宋歌']) await scene.reports(person, `${person}报送的信息`)
    await scene.zhao.says('#同意 128')
    await scene.adopts(128, 'province', '每日要情', '2026-11-23')
    await scene.wen.whispers('#通报 2026年')
    await scene.clock.passes('1m')
    const year = (await scene.bulletinOf('2026'))!
    const view = await scene.view(year)
    expect(view.excellentUnits.map(({ unit, className, points }) => [className, unit.name, points / 100])).toEqual([
      ['一类', '消防救援支队', 11],
      ['一类', '城管局', 1],
      ['一类', '应急局', 1],
      ['二类', '住建局', 1],
      ['二类', '公安局', 1],
    ])
    expect(view.excellentOfficers.map(({ member, className }) => [className, member.name])).toContainEqual(['兼职信息员', '刘洋'])
    const officer = view.excellentOfficers.find(({ member }) => member.name === '赵七')!
    await perform(scene.stage, { memberId: scene.wen.id }, (ctx) =>
      changeFigure(ctx, { number: year, subjectId: officer.member.id, field: 'excellent', value: 0, reason: '已获其他表彰' }),
    )
    const { data } = await scene.wen.does((ctx) => exportBulletin(ctx, year, 'docx'))
    const annex = data.furtherAnnexes.find(({ title }) => title === '优秀信息员推荐名单')!
    expect(annex.rows.flat()).not.toContain('赵七')
    expect(annex.rows.flat()).toContain('孙磊')
  })
})
