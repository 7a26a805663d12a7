import { QueryFailedError } from 'typeorm'

/** What may be logged of a fault: a driver's words and the query's parameters can hold personal data, so of those only the code. */
export const describeFault = (error: unknown): Record<string, unknown> => {
  if (!(error instanceof Error)) return { name: typeof error }
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  if (!(error instanceof QueryFailedError)) return { name: error.name, message: error.message, stack }
  const { code } = error.driverError as { code?: string }
  return { name: error.name, code, stack }
}
