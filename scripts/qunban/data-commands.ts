import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Command } from 'commander'
import type { EntityManager } from 'typeorm'
import { restoreBackup, type RestoreReport } from '../../database/backup/restore-backup.ts'
import { writeBackup } from '../../database/backup/write-backup.ts'
import { openDatabase } from '../../database/open-database.ts'
import { lockProcess } from '../../database/process-lock.ts'
import { perform } from '../../database/stage.ts'
import { Problem } from '../../rules/problems.ts'
import { openFileStore } from '../../storage/open-file-store.ts'
import { verifyAudit } from '../../use-cases/audit/chain-audit.ts'
import { recountEverything } from '../../use-cases/statistics/recount-everything.ts'
import { openForReading, readConsoleSettings, withConsole } from './open-console.ts'
import { showProgress } from './show-progress.ts'

const backup = async (file: string, options: { files: boolean }): Promise<void> => {
  const { database, files } = readConsoleSettings()
  const runner = await openForReading(database)
  try {
    const store = options.files ? await openFileStore(files) : null
    const report = await writeBackup(runner.dataSource, file, new Date(), showProgress('备份'), store)
    console.log(`已备份 ${report.rows} 行${store ? `、${report.files} 个附件` : ''}到 ${file},摘要 ${report.digest}`)
    if (!store) console.error('附件的内容不在备份里,请另行备份附件目录或存储桶')
    if (report.lost.length > 0) console.error(`有 ${report.lost.length} 个附件的内容已丢失或损坏:${report.lost.join(' ')}`)
    console.error('密钥(QUNBAN_SECRET 或 data/secret.key)不在备份里,请另行保管:没有它,恢复后看不到手机号')
  } finally {
    await runner.close()
  }
}

const auditFaults = async (tx: EntityManager): Promise<string[]> => {
  const { brokenAt } = await verifyAudit(tx)
  return brokenAt ? [`审计链在第 ${brokenAt.sequence} 条断裂(${brokenAt.reason})`] : []
}

/** The whole restore on a throwaway database: whatever is wrong with the file is known before the real one is touched. */
const tryOut = async (file: string): Promise<RestoreReport> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'qunban-restore-'))
  try {
    const runner = await openDatabase({ kind: 'sqlite', file: path.join(folder, 'trial.db') })
    try {
      return await restoreBackup(runner, file, { verify: auditFaults, onProgress: showProgress('核对') })
    } finally {
      await runner.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const tellFiles = ({ gone, missing }: RestoreReport): void => {
  if (gone > 0) console.error(`${gone} 个附件在备份时已没有内容,恢复后记为已删除`)
  if (missing > 0) console.error(`备份不含附件内容;${missing} 个附件在现在的存储里找不到,请把附件目录或存储桶一并恢复`)
}

const restore = async (file: string, { check }: { check?: true }): Promise<void> => {
  const trial = await tryOut(file)
  console.error(`备份完好:${trial.madeAt} 所做,${trial.rows} 行、${trial.files} 个附件,已在临时空库上试恢复`)
  if (check) return
  const { database, files } = readConsoleSettings()
  const lock = lockProcess(database)
  try {
    const runner = await openDatabase(database)
    try {
      const store = await openFileStore(files)
      const report = await restoreBackup(runner, file, { verify: auditFaults, onProgress: showProgress('恢复'), files: store })
      tellFiles(report)
      console.log(`已恢复 ${report.rows} 行、${report.files} 个附件,行数、内容摘要、外键和审计链核对无误`)
    } finally {
      await runner.close()
    }
  } finally {
    lock.release()
  }
}

const verify = async (anchor: string | undefined): Promise<void> => {
  const match = anchor === undefined ? null : /^(\d+):([0-9a-f]{64})$/.exec(anchor)
  if (anchor !== undefined && !match) throw new Problem('bad_request', '锚点写成 序号:摘要')
  const noted = match ? { sequence: Number(match[1]), digest: match[2] ?? '' } : undefined
  const verdict = await withConsole('read', ({ runner }) => runner.read((tx) => verifyAudit(tx, noted)))
  if (verdict.brokenAt) throw new Problem('conflict', `审计链在第 ${verdict.brokenAt.sequence} 条断裂(${verdict.brokenAt.reason})`)
  console.error(
    `审计链完好:${verdict.checked} 条(${verdict.algorithm}),待入链 ${verdict.waiting} 条。请把下面一行记在别处,作下次核对的锚点`,
  )
  console.log(`${verdict.head.sequence}:${verdict.head.digest}`)
}

const recount = async (): Promise<void> => {
  const { items, figures, lines } = await withConsole('write', ({ stage }) =>
    recountEverything((work) => perform(stage, { memberId: null }, work), { onProgress: showProgress('统计') }),
  )
  const verdict = figures + lines === 0 ? '与原有统计和积分完全一致' : `更正统计数 ${figures} 项、积分明细 ${lines} 条`
  console.log(`已按 ${items} 条信息从头统计:${verdict}`)
}

export const addDataCommands = (program: Command): void => {
  program
    .command('backup')
    .description('备份整个数据库和附件到一个文件(运行中也可以);SQLite 与 MariaDB 通用')
    .argument('<文件>')
    .option('--no-files', '不带附件内容(存储桶另有备份时)')
    .action(backup)
  program
    .command('restore')
    .description('把备份恢复到空数据库;先在临时空库上试恢复并核对')
    .argument('<文件>')
    .option('--check', '只核对备份,不动数据库')
    .action(restore)
  program.command('recount').description('按信息、采用、批示从头统计一遍积分和统计数,说明更正了几项').action(recount)
  program.command('verify-audit').description('核对审计链是否被改过').argument('[锚点]', '上次记下的 序号:摘要').action(verify)
}
