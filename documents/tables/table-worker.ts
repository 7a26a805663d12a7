import { parentPort, workerData } from 'node:worker_threads'
import { Problem, type ProblemCode } from '../../rules/problems.ts'
import { parseCsv } from './parse-csv.ts'
import type { TableLine } from './table.ts'

export interface TableJob {
  format: 'xlsx' | 'csv'
  bytes: Uint8Array
  sheetName: string
}

export type TableAnswer = { lines: TableLine[] } | { code: ProblemCode; message: string }

const parse = async ({ format, bytes, sheetName }: TableJob): Promise<TableLine[]> => {
  if (format === 'csv') return parseCsv(Buffer.from(bytes))
  const { parseXlsx } = await import('./parse-xlsx.ts')
  return parseXlsx(Uint8Array.from(bytes).buffer, sheetName)
}

/** The whole life of the worker: one file in, its lines out. An error cannot cross threads as itself, so its code and words do. */
const answer = async (job: TableJob): Promise<TableAnswer> => {
  try {
    return { lines: await parse(job) }
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, message: error.message }
    return { code: 'bad_request', message: '无法读取这个文件' }
  }
}

if (parentPort) parentPort.postMessage(await answer(workerData as TableJob))
