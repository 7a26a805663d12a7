import { Problem } from '../../rules/problems.ts'
import { startWorker } from '../start-worker.ts'
import { checkZip } from './check-zip.ts'
import type { TableAnswer, TableJob } from './table-worker.ts'
import { tableLimits, type TableLine } from './table.ts'

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))
/** Old .xls and password-protected .xlsx are OLE containers. */
const isOle = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))

const runWorker = async (job: TableJob): Promise<TableAnswer> => {
  const worker = startWorker(import.meta.url, './table-worker', job, 768)
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<TableAnswer>((resolve, reject) => {
      timer = setTimeout(() => reject(new Problem('too_large', '表格太复杂,一分钟内没有读完')), tableLimits.parseMs)
      worker.once('message', resolve)
      worker.once('error', (error) =>
        reject((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Problem('too_large', '表格太大,内存不够') : error),
      )
      worker.once('exit', () => reject(new Error('the table worker ended without an answer')))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

/**
 * The lines of an .xlsx or .csv, told apart by their bytes, not by their name. The zip directory is checked first and the parsing
 * happens in a worker, so that no file can stop the process. Throws `too_large` or `bad_request`.
 */
export const readTable = async (bytes: Buffer, sheetName: string): Promise<TableLine[]> => {
  if (bytes.length === 0) throw new Problem('bad_request', '文件是空的')
  if (bytes.length > tableLimits.bytes) throw new Problem('too_large', `文件超过 ${tableLimits.bytes / 1024 / 1024} MB`)
  if (isOle(bytes)) throw new Problem('bad_request', '这是旧版 .xls 或加密的表格,请另存为不加密的 .xlsx')
  const format = isZip(bytes) ? 'xlsx' : 'csv'
  if (format === 'xlsx') await checkZip(bytes)
  const answer = await runWorker({ format, bytes, sheetName })
  if ('code' in answer) throw new Problem(answer.code, answer.message)
  return answer.lines
}
