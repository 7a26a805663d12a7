/**
 * Everything that can go wrong for a person, one page. The code is stable, for programs; the words are for people.
 * Doors map them: a command answers with the words, the API with `{error: {code, message}}` and the status.
 */
export const problemStatus = {
  bad_request: 400,
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  /** Somebody else changed it first; trying again reads the new state. */
  stale: 409,
  wrong_state: 409,
  gone: 410,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
} as const

export type ProblemCode = keyof typeof problemStatus

/** A refusal in the user's words. Thrown by rules and use-cases; anything else that is thrown is a fault of ours. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly details: unknown

  constructor(code: ProblemCode, message: string, details?: unknown) {
    super(message)
    this.name = 'Problem'
    this.code = code
    this.details = details
  }
}
