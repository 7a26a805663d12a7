import { Problem } from '../../rules/problems.ts'
import type { Bulletin } from '../bulletin/bulletin.ts'
import type { IssueDocument } from '../issue/issue-document.ts'
import type { ListExport } from '../sheets/sheet-table.ts'
import { startWorker } from '../start-worker.ts'
import type { HandlingReport } from '../supervision/build-handling-report.ts'
import type { Ledger } from '../supervision/build-ledger-xlsx.ts'
import type { SupervisionPaper } from '../supervision/build-supervision-paper.ts'
import type { TopicsDocument } from '../topics/build-topics-docx.ts'
import type { PaperAnswer } from './paper-worker.ts'

/** What can be made, and from what. -tables, ledger and list are .xlsx, the others .docx. */
export interface Papers {
  issue: IssueDocument
  bulletin: Bulletin
  'bulletin-tables': Bulletin
  topics: TopicsDocument
  'supervision-paper': SupervisionPaper
  'handling-report': HandlingReport
  ledger: Ledger
  list: ListExport
}

export type PaperJob = { [Kind in keyof Papers]: { kind: Kind; data: Papers[Kind] } }[keyof Papers]

export const paperLimits = { buildMs: 60_000, heapMb: 512, atOnce: 2 }

let building = 0
const waiting: (() => void)[] = []

/** Two workers at a time, whoever asks; the others wait their turn. */
const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  if (building >= paperLimits.atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else building += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else building -= 1
  }
}

const runWorker = async (job: PaperJob): Promise<PaperAnswer> => {
  const worker = startWorker(import.meta.url, './paper-worker', job, paperLimits.heapMb)
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<PaperAnswer>((resolve, reject) => {
      timer = setTimeout(() => reject(new Problem('too_large', '内容太多，一分钟内没有生成文件，请缩小范围')), paperLimits.buildMs)
      worker.once('message', resolve)
      worker.once('error', (error) =>
        reject(
          (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new Problem('too_large', '内容太多，内存不够，请缩小范围')
            : error,
        ),
      )
      worker.once('exit', () => reject(new Error('the paper worker ended without an answer')))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

/**
 * The bytes of a paper or spreadsheet, built in a thread of its own: neither the building nor the libraries behind it (which are loaded
 * there) hold up the process. The same as calling the builder. Throws the builder's Problem, or `too_large` for what does not get done.
 */
export const makePaper = async <Kind extends keyof Papers>(kind: Kind, data: Papers[Kind]): Promise<Buffer> => {
  const answer = await inTurn(() => runWorker({ kind, data } as PaperJob))
  if ('code' in answer) throw new Problem(answer.code, answer.message)
  if ('fault' in answer) throw new Error(`${kind} could not be built: ${answer.fault}`)
  return Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength)
}
