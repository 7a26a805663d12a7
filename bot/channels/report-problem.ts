/** Told of every fault a channel absorbs; must not throw. The app hands in its logger. */
export type ReportProblem = (what: string, error: unknown) => void

/** Where no logger was handed in: the process warning stream, so that nothing disappears silently. */
export const warnOfProblem: ReportProblem = (what, error) => {
  process.emitWarning(`${what}: ${error instanceof Error ? error.message : String(error)}`)
}
