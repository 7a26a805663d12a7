import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { restoreBackup, type RestoreOptions } from '../../database/backup/restore-backup.ts'
import { writeBackup } from '../../database/backup/write-backup.ts'
import { openDatabase } from '../../database/open-database.ts'
import type { Runner } from '../../database/runner.ts'
import { Attachment, Unit, UnitBurden } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { createDiskStore } from '../../storage/disk-store.ts'
import { fileKey, type FileStore } from '../../storage/file-store.ts'
import { storageAway } from '../../storage/storage-faults.ts'
import { openMatter } from '../../use-cases/matters/open-matter.ts'
import { openAdminScene, refusalOf, type AdminScene } from '../support/admin-scene.ts'

/** A backup carries the bytes of attachments, and says what it could not carry. */
const folder = mkdtempSync(path.join(tmpdir(), 'qunban-backup-files-'))
const madeAt = new Date('2026-11-23T12:00:00Z')
let scene: AdminScene
let store: FileStore
let ids: string[]
const contents = [randomBytes(10), randomBytes(192 * 1024), randomBytes(600_000)]
let made = 0
const fileOf = (): string => path.join(folder, `${(made += 1)}.qb`)

beforeAll(async () => {
  scene = await openAdminScene()
  store = createDiskStore(path.join(folder, 'office'))
  ids = await scene.person('张三').does(async (ctx) => {
    const { matter } = await openMatter(ctx, {
      kind: 'task',
      title: '排查',
      body: '排查',
      urgency: 'normal',
      dueAt: null,
      dueText: null,
      groupId: null,
      unitId: scene.unit('ZFB'),
      issuerId: scene.member('张三'),
      parties: [{ party: `m:${scene.member('赵七')}`, role: 'responsible' }],
    })
    const matterId = matter.id
    const rows = contents.map((bytes, index): Attachment => ({
      id: ctx.newId(),
      matterId,
      state: 'kept',
      name: `${index}.pdf`,
      type: 'pdf',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      attachedById: scene.member('赵七'),
      attachedAt: ctx.now,
      removedById: null,
      removedAt: null,
      sweepAt: null,
    }))
    const other = { ...rows[0]!, id: ctx.newId(), state: 'removed' as const, removedAt: ctx.now }
    await insertRows(ctx.tx, Attachment, [...rows, other])
    // A key of several columns, its first the same in more rows than a page holds.
    const burden = (n: number): UnitBurden => ({
      partOn: '2026-11-23',
      askedUnitId: `U${n}`,
      askingUnitId: 'U',
      demands: n,
      afterHours: 0,
      repeated: 0,
    })
    await insertRows(
      ctx.tx,
      UnitBurden,
      Array.from({ length: 2_300 }, (_, n) => burden(n)),
    )
    return rows.map(({ id }) => id)
  })
})
beforeEach(async () => {
  for (const [index, id] of ids.entries()) await putBytes(store, id, contents[index]!)
})
afterAll(async () => {
  await scene.close()
  rmSync(folder, { recursive: true, force: true })
})

const putBytes = async (to: FileStore, id: string, bytes: Buffer): Promise<void> => {
  const place = path.join(to.incoming, id)
  writeFileSync(place, bytes)
  await to.put(id, { path: place, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
}
const back = (from: FileStore | null = store, file = fileOf()) =>
  writeBackup(scene.runner.dataSource, file, madeAt, () => undefined, from).then((report) => ({ file, report }))
/** A restore on an empty office of the other kind of machine, and what it then holds. */
const into = async <T>(work: (runner: Runner, empty: FileStore) => Promise<T>): Promise<T> => {
  const runner = await openDatabase({ kind: 'sqlite', file: ':memory:' })
  try {
    return await work(runner, createDiskStore(path.join(folder, `restored-${(made += 1)}`)))
  } finally {
    await runner.close()
  }
}
const held = (of: FileStore): string[] =>
  readdirSync(path.dirname(of.incoming))
    .filter((name) => name !== 'incoming')
    .flatMap((shelf) => readdirSync(path.join(path.dirname(of.incoming), shelf)))

describe('a backup', () => {
  test('carries every kept attachment and brings it back', async () => {
    const { file, report } = await back()
    expect(report).toMatchObject({ files: 3, lost: [] })
    await into(async (runner, empty) => {
      const restored = await restoreBackup(runner, file, { files: empty })
      expect(restored).toMatchObject({ files: 3, gone: 0, missing: 0, digest: report.digest })
      for (const [index, id] of ids.entries()) expect((await buffer(await empty.get(id))).equals(contents[index]!)).toBe(true)
      expect(held(empty)).toHaveLength(3)
      expect(readdirSync(empty.incoming)).toEqual([])
      expect(await runner.read((tx) => tx.countBy(Attachment, { state: 'kept' }))).toBe(3)
      expect(await runner.read((tx) => tx.count(UnitBurden))).toBe(2_300)
    })
  })

  test('tried out without a storage checks the bytes and keeps them nowhere', async () => {
    const { file } = await back()
    await into(async (runner, empty) => {
      expect(await restoreBackup(runner, file)).toMatchObject({ files: 3, missing: 0 })
      expect(held(empty)).toEqual([])
    })
  })

  test('without files says so, and a restore says which are not there', async () => {
    const { file, report } = await back(null)
    expect(report).toMatchObject({ files: 0, lost: [] })
    await into(async (runner, empty) => {
      await putBytes(empty, ids[0]!, contents[0]!)
      expect(await restoreBackup(runner, file, { files: empty })).toMatchObject({ files: 0, missing: 2 })
    })
  })

  test('made while the storage is away is no backup', async () => {
    const file = fileOf()
    const away = { ...store, get: () => Promise.reject(storageAway()) }
    expect(await refusalOf(back(away, file))).toMatchObject({ code: 'unavailable' })
    expect(readdirSync(folder).filter((name) => name.startsWith(path.basename(file)))).toEqual([])
  })

  test.each<[string, (id: string) => void]>([
    ['lost', (id) => rmSync(path.join(folder, 'office', fileKey(id)))],
    ['spoilt by its disk', (id) => writeFileSync(path.join(folder, 'office', fileKey(id)), randomBytes(700_000))],
  ])('names an attachment that is %s and carries the others', async (_what, harm) => {
    harm(ids[1]!)
    const { file, report } = await back()
    expect(report).toMatchObject({ files: 2, lost: [ids[1]] })
    await into(async (runner, empty) => {
      expect(await restoreBackup(runner, file)).toMatchObject({ files: 2, gone: 1 })
      expect(await refusalOf(restoreBackup(runner, file, { files: empty }))).toMatchObject({ code: 'conflict' })
    })
    await into(async (runner, empty) => {
      expect(await restoreBackup(runner, file, { files: empty })).toMatchObject({ files: 2, gone: 1 })
      expect(held(empty).toSorted()).toEqual([ids[0]!, ids[2]!].toSorted())
      const row = await runner.read((tx) => tx.findOneByOrFail(Attachment, { id: ids[1]! }))
      expect(row).toMatchObject({ state: 'removed', removedAt: madeAt.getTime() })
    })
  })
})

describe('a restore is refused and leaves neither rows nor files', () => {
  const changed = async (change: (lines: string[]) => string[]): Promise<string> => {
    const { file } = await back()
    const other = fileOf()
    writeFileSync(other, gzipSync(change(gunzipSync(readFileSync(file)).toString().split('\n')).join('\n')))
    return other
  }
  const isPiece = (line: string): boolean => line.startsWith('"')
  test.each<[string, (lines: string[]) => string[], string]>([
    ['with other bytes', (lines) => lines.map((line) => (isPiece(line) ? `"AAAA${line.slice(5)}` : line)), '的内容对不上'],
    ['with a piece missing', (lines) => lines.filter((line, at) => !isPiece(line) || isPiece(lines[at - 1] ?? '')), '的内容对不上'],
    [
      'without an attachment that the rows name',
      (lines) => lines.filter((line) => !isPiece(line) && !line.startsWith('{"file"')),
      '不在备份里',
    ],
    ['with bytes of nothing', (lines) => lines.filter((line) => !line.startsWith('{"file"')), '不属于任何附件'],
    ['cut in its files', (lines) => lines.slice(0, -3), '不完整'],
  ])('%s', async (_what, change, words) => {
    const file = await changed(change)
    await into(async (runner, empty) => {
      expect((await refusalOf(restoreBackup(runner, file, { files: empty }))).message).toContain(words)
      expect(await runner.read((tx) => tx.count(Unit))).toBe(0)
      expect(held(empty)).toEqual([])
      expect(readdirSync(empty.incoming)).toEqual([])
    })
  })

  test('when its rows do not hold; a file that was there before stays', async () => {
    const { file } = await back()
    await into(async (runner, empty) => {
      await putBytes(empty, ids[2]!, contents[2]!)
      const options: RestoreOptions = { files: empty, verify: () => Promise.resolve(['审计链断裂']) }
      expect((await refusalOf(restoreBackup(runner, file, options))).message).toContain('审计链断裂')
      expect(held(empty)).toEqual([ids[2]])
      expect(existsSync(path.join(path.dirname(empty.incoming), fileKey(ids[2]!)))).toBe(true)
    })
  })
})
