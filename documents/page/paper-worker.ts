import { parentPort, workerData } from 'node:worker_threads'
import { Problem, type ProblemCode } from '../../rules/problems.ts'
import type { PaperJob } from './make-paper.ts'

export type PaperAnswer = { bytes: Uint8Array } | { code: ProblemCode; message: string } | { fault: string }

/** Each builder is loaded by the job that wants it. */
const build = async (job: PaperJob): Promise<Buffer> => {
  switch (job.kind) {
    case 'issue':
      return (await import('../issue/build-issue-docx.ts')).buildIssueDocx(job.data)
    case 'bulletin':
      return (await import('../bulletin/build-bulletin-docx.ts')).buildBulletinDocx(job.data)
    case 'bulletin-tables':
      return (await import('../bulletin/build-bulletin-xlsx.ts')).buildBulletinXlsx(job.data)
    case 'topics':
      return (await import('../topics/build-topics-docx.ts')).buildTopicsDocx(job.data)
    case 'supervision-paper':
      return (await import('../supervision/build-supervision-paper.ts')).buildSupervisionPaper(job.data)
    case 'handling-report':
      return (await import('../supervision/build-handling-report.ts')).buildHandlingReport(job.data)
    case 'ledger':
      return (await import('../supervision/build-ledger-xlsx.ts')).buildLedgerXlsx(job.data)
    case 'list':
      return (await import('../sheets/build-list-xlsx.ts')).buildListXlsx(job.data)
  }
}

/** The whole life of the worker: one paper's data in, its bytes out. An error cannot cross threads as itself, so its code and words do. */
const answer = async (job: PaperJob): Promise<PaperAnswer> => {
  try {
    return { bytes: await build(job) }
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, message: error.message }
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

if (parentPort) parentPort.postMessage(await answer(workerData as PaperJob))
