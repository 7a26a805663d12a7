import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restoreBackup } from '../../database/backup/restore-backup.ts'
import { writeBackup } from '../../database/backup/write-backup.ts'
import { openDatabase } from '../../database/open-database.ts'
import type { Runner } from '../../database/runner.ts'
import { AuditRecord, Counter, Matter, Member, OfficeState, Session, Todo, Unit } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { chainAudit, verifyAudit } from '../../use-cases/audit/chain-audit.ts'
import { openMatter } from '../../use-cases/matters/open-matter.ts'
import { changeSettings } from '../../use-cases/office/change-settings.ts'
import { openAdminScene, refusalOf, type AdminScene } from '../support/admin-scene.ts'
import { openScratchDatabase } from '../support/database.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'qunban-backup-'))
const fileOf = (name: string): string => path.join(folder, name)
const backupFile = fileOf('office.qb')
const madeAt = new Date('2026-11-23T12:00:00Z')
let scene: AdminScene
let report: Awaited<ReturnType<typeof writeBackup>>
const progress: string[] = []

const fresh = async <T>(work: (runner: Runner) => Promise<T>): Promise<T> => {
  const runner = await openScratchDatabase()
  try {
    return await work(runner)
  } finally {
    await runner.close()
  }
}

beforeAll(async () => {
  scene = await openAdminScene()
  await scene.person('张三').does((ctx) =>
    openMatter(ctx, {
      kind: 'task',
      title: '排查 🍣',
      body: '第一行\n“引号”',
      urgency: 'normal',
      dueAt: ctx.now + 1,
      dueText: null,
      groupId: null,
      unitId: scene.unit('ZFB'),
      issuerId: scene.member('张三'),
      parties: [{ party: `m:${scene.member('赵七')}`, role: 'responsible' }],
    }),
  )
  await scene.person('方系统').does((ctx) => changeSettings(ctx, { lateAfternoon: '17:00' }))
  await scene.runner.transaction((tx) => chainAudit(tx))
  const many = Array.from({ length: 2_500 }, (_, index): AuditRecord => ({
    id: `A${String(index).padStart(25, '0')}`,
    at: index,
    actorId: null,
    action: 'x',
    subject: null,
    detail: { index },
    sequence: null,
    digest: null,
  }))
  await scene.runner.transaction((tx) => insertRows(tx, AuditRecord, many))
  await scene.runner.transaction((tx) =>
    insertRows(tx, Session, [
      { id: 's'.repeat(26), tokenHash: 'x', memberId: 'm', via: 'code', createdAt: 1, lastUsedAt: 1, expiresAt: 2, revokedAt: null },
    ]),
  )
  report = await writeBackup(scene.runner.dataSource, backupFile, madeAt, (done, total) => progress.push(`${done}/${total}`))
})
afterAll(async () => {
  await scene.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a backup', () => {
  test('counts everything that lasts, tells how far it is, and only its owner may read it', () => {
    expect(report.counts).toMatchObject({ units: 3, members: 8, matters: 1, todos: 1, audit_records: 2_501 })
    expect(report.counts).not.toHaveProperty('sessions')
    expect(progress.at(-1)).toBe(`${report.rows}/${report.rows}`)
    expect(progress.length).toBeGreaterThan(1)
    expect(statSync(backupFile).mode & 0o777).toBe(0o600)
  })

  test('does not write over another one', async () => {
    expect(await refusalOf(writeBackup(scene.runner.dataSource, backupFile, madeAt))).toMatchObject({ code: 'conflict' })
  })

  test('comes back whole in an empty database', async () => {
    await fresh(async (runner) => {
      const verify = async (tx: Parameters<typeof verifyAudit>[0]): Promise<string[]> => ((await verifyAudit(tx)).brokenAt ? ['断裂'] : [])
      const restored = await restoreBackup(runner, backupFile, { verify })
      expect(restored).toMatchObject({ madeAt: madeAt.toISOString(), rows: report.rows, digest: report.digest })
      await runner.read(async (tx) => {
        expect(await tx.findOneByOrFail(Matter, {})).toEqual(await scene.runner.read((from) => from.findOneByOrFail(Matter, {})))
        expect(await tx.findOneByOrFail(Member, { name: '赵七' })).toEqual(
          await scene.runner.read((from) => from.findOneByOrFail(Member, { name: '赵七' })),
        )
        expect(await tx.findOneByOrFail(Unit, { code: 'YJ' })).toMatchObject({ aliases: ['应急管理局'], directReporting: false })
        expect(await tx.findOneByOrFail(OfficeState, { id: 1 })).toMatchObject({
          settings: expect.objectContaining({ lateAfternoon: '17:00' }),
        })
        expect((await tx.findOneByOrFail(Counter, { name: 'matter' })).value).toBe(1)
        expect(await tx.count(Session)).toBe(0)
      })
      const again = await writeBackup(runner.dataSource, fileOf('again.qb'), madeAt)
      expect(again.digest).toBe(report.digest)
    })
  })

  test('made here comes back on SQLite, whatever it was made on', async () => {
    const runner = await openDatabase({ kind: 'sqlite', file: ':memory:' })
    expect((await restoreBackup(runner, backupFile)).digest).toBe(report.digest)
    await runner.close()
  })

  test('made on SQLite comes back here', async () => {
    const runner = await openDatabase({ kind: 'sqlite', file: ':memory:' })
    await restoreBackup(runner, backupFile)
    const other = await writeBackup(runner.dataSource, fileOf('sqlite.qb'), madeAt)
    await runner.close()
    await fresh(async (target) => expect((await restoreBackup(target, fileOf('sqlite.qb'))).digest).toBe(other.digest))
  })

  test('is one snapshot: what is written meanwhile is in it whole or not at all', async () => {
    const file = fileOf('busy.qb')
    const writing = Array.from({ length: 20 }, (_, index) =>
      scene.person('张三').does((ctx) =>
        openMatter(ctx, {
          kind: 'task',
          title: `任务${index}`,
          body: 'x',
          urgency: 'normal',
          dueAt: null,
          dueText: null,
          groupId: null,
          unitId: scene.unit('ZFB'),
          issuerId: scene.member('张三'),
          parties: [{ party: `m:${scene.member('赵七')}`, role: 'responsible' }],
        }),
      ),
    )
    const reader = scene.runner.dataSource.options.type === 'better-sqlite3' ? null : scene.runner.dataSource
    const backing = reader ? writeBackup(reader, file, madeAt) : scene.runner.read(() => writeBackup(scene.runner.dataSource, file, madeAt))
    await Promise.all([...writing, backing])
    await fresh(async (runner) => {
      await restoreBackup(runner, file)
      const [matters, todos, events] = await runner.read(async (tx) => [
        await tx.count(Matter),
        await tx.count(Todo),
        await tx.query('SELECT COUNT(*) AS n FROM matter_events'),
      ])
      expect(todos).toBe(matters)
      expect(Number(events[0].n)).toBe(matters)
      expect((await runner.read((tx) => tx.findOneByOrFail(Counter, { name: 'matter' }))).value).toBe(matters)
    })
  })
})

describe('a restore is refused', () => {
  const text = (): string => gunzipSync(readFileSync(backupFile)).toString()
  const written = (content: string | Buffer): string => {
    const file = fileOf(`${randomBytes(4).toString('hex')}.qb`)
    writeFileSync(file, typeof content === 'string' ? gzipSync(content) : content)
    return file
  }

  test('on a database that is not empty', async () => {
    expect(await refusalOf(restoreBackup(scene.runner, backupFile))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('不是空的'),
    })
  })

  test.each<[string, () => string, string]>([
    ['a changed cell', () => written(text().replace('副秘书长', '市长')), '摘要不符'],
    [
      'a missing row',
      () =>
        written(
          text()
            .split('\n')
            .filter((line) => !line.includes('副秘书长'))
            .join('\n'),
        ),
      '摘要不符',
    ],
    ['a cut text', () => written(text().split('\n').slice(0, 20).join('\n')), '不完整'],
    ['a cut archive', () => written(readFileSync(backupFile).subarray(0, 2_000)), '不完整'],
    ['something else', () => written('{"format":"zip"}\n'), '不是群办的备份'],
    ['a format of tomorrow', () => written(text().replace('"version":2', '"version":3')), '格式版本 3'],
    ['another version’s tables', () => written(text().replace('FirstRows', 'OtherRows')), '另一个版本'],
    ['nothing', () => written(''), '不完整'],
    ['a file that is not there', () => fileOf('nowhere.qb'), '打不开'],
    ['no archive', () => written(Buffer.from('hello')), '损坏'],
  ])('with %s, and leaves the database empty', async (_what, file, words) => {
    expect(await emptyRefuses(file())).toContain(words)
  })

  test('when its own counts or a further check do not hold', async () => {
    expect(await emptyRefuses(written(text().replace('"members":8', '"members":9')))).toContain('表 members 应有 9 行,实有 8 行')
    const refusal = await refusalOf(restoreBackup(empty, backupFile, { verify: () => Promise.resolve(['审计链断裂']) }))
    expect(refusal.message).toContain('审计链断裂')
    expect(await empty.read((tx) => tx.count(Unit))).toBe(0)
  })

  let empty: Runner
  beforeAll(async () => {
    empty = await openScratchDatabase()
  })
  afterAll(() => empty.close())
  /** What it says; nothing may have been written. */
  const emptyRefuses = async (file: string): Promise<string> => {
    const { message } = await refusalOf(restoreBackup(empty, file))
    expect(await empty.read((tx) => tx.count(Unit))).toBe(0)
    expect(await empty.read((tx) => tx.count(Counter))).toBe(3)
    return message
  }
})
