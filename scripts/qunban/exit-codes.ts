import { CommanderError } from 'commander'
import { Problem } from '../../rules/problems.ts'

export const exitCodes = { ok: 0, data: 1, usage: 2, busy: 3, database: 4, fault: 5 } as const

export const exitCodesHelp = `
退出码:
  0  完成
  1  数据有问题(某行有错、备份损坏、查无此人、审计链断裂等),原因见上
  2  命令写法不对
  3  数据库正被运行中的群办使用,请先停止它,或在管理端办理
  4  数据库连不上,或配置有误
  5  程序内部错误
`

const unreachable = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ER_ACCESS_DENIED_ERROR',
  'ER_BAD_DB_ERROR',
  'SQLITE_CANTOPEN',
  'SQLITE_NOTADB',
  'SQLITE_READONLY',
]

/** Wrong configuration: said before anything was opened. */
export class ConfigurationError extends Error {}

/** Says on standard error what went wrong and returns the code to leave with. */
export const explain = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  if (error instanceof Problem) {
    console.error(error.message)
    return error.code === 'unavailable' ? exitCodes.busy : exitCodes.data
  }
  const code = (error as { code?: string } | null)?.code
  if (error instanceof ConfigurationError) {
    console.error(`配置有误:${error.message}`)
    return exitCodes.database
  }
  if (code?.startsWith('SQLITE_BUSY')) {
    console.error('数据库正被另一个进程使用,请稍后再试')
    return exitCodes.busy
  }
  if (code !== undefined && unreachable.includes(code)) {
    console.error(`数据库连不上(${code})`)
    return exitCodes.database
  }
  console.error(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return exitCodes.fault
}
