import { QueryFailedError } from 'typeorm'

const codes: readonly unknown[] = ['ETIMEDOUT', 'ECONNRESET', 'EPIPE', 'PROTOCOL_CONNECTION_LOST']

/** Whether a statement failed because its connection died or did not answer. Whether a COMMIT among them took effect, nobody knows. */
export const isLostConnection = (error: unknown): boolean =>
  error instanceof QueryFailedError && codes.includes((error.driverError as { code?: unknown }).code)
