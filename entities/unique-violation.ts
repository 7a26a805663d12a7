import { QueryFailedError } from 'typeorm'

const codes: readonly unknown[] = ['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']

/** Whether an insert lost to a row with the same unique key. On both databases only the statement is undone; the transaction goes on. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof QueryFailedError && codes.includes((error.driverError as { code?: unknown }).code)
