import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Stage } from '../database/stage.ts'
import type { Instant } from '../rules/instant.ts'
import type { Problem } from '../rules/problems.ts'
import type { Role } from '../rules/roles.ts'
import type { Office, UseCaseContext } from '../use-cases/context.ts'
import type { ApiConfig } from './api-config.ts'

/** Who may call: everybody, anybody signed in, or holders of one of the roles (for the others the route is not there: 404). */
export type Who = 'anyone' | 'member' | readonly Role[]

/**
 * Whose things a route touches; the generated matrix tests it. `own`: the caller's; `matter`: one that exists only for those who may
 * see it whole; `group`: one that exists only for its members and the office's overseers; `office`: what every member may see.
 */
export type Scope = 'own' | 'matter' | 'group' | 'office'

/** What a handler may know of the call besides its input. */
export interface Call {
  requestId: string
  /** The caller's address, for limits only. */
  address: string
  /** Null on routes for anyone. */
  session: { id: string; memberId: string } | null
  /** The office as of this call's authentication; null on routes for anyone. Writes look again in their transaction. */
  office: Office | null
  /** Machine clock: sessions and codes go by it. */
  machineNow: Instant
  /** Its `Idempotency-Key` has an answer already; told to routes that take a `file`. */
  isRepeat: boolean
  stage: Stage
  config: ApiConfig
}

export interface RouteInput<Params = unknown, Query = unknown, Body = unknown, Ahead = unknown> {
  params: Params
  query: Query
  /** Parsed JSON; for `upload` routes the bytes, with `file` an `Upload`. */
  body: Body
  /** What `ahead` found. */
  ahead: Ahead
}

/** A refusal that keeps what the transaction wrote (a counted try): returned by a handler, thrown once it has committed. */
export class Refusal {
  readonly problem: Problem

  constructor(problem: Problem) {
    this.problem = problem
  }
}

/** A kept file as an answer; sent as an attachment, streamed. Opened outside of the transaction. */
export interface StreamAnswer {
  fileName: string
  contentType: string
  /** Bytes. */
  size: number
  open: () => Promise<Readable>
}

/** A file as an answer; sent as an attachment. */
export interface FileAnswer {
  fileName: string
  bytes: Uint8Array
}

/** One row of the explicit list: router, OpenAPI document and test matrix are all made from it. */
export interface Route {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete'
  /** Below /api/v1, Koa style: `/matters/:number/accept`. */
  path: string
  tag: string
  summary: string
  who: Who
  scope: Scope
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** Absent: 204 without a body. */
  response?: z.ZodType
  /** Statuses of success with their meaning; the first is the usual one. */
  statuses: Readonly<Record<number, string>>
  /** Picks one of `statuses` by the result. */
  statusOf?: (result: unknown) => number
  /** Content types of a raw body instead of JSON. */
  upload?: readonly string[]
  /** The upload is taken off the request as a stream: `body` is an `Upload`, and `ahead` resolves with at least a `digest` of it. */
  file?: true
  /** Content type of a file answer. */
  download?: string
  /** Answers that carry a secret are never kept, so `Idempotency-Key` has no meaning there. */
  secret?: true
  /** Written ahead, in short transactions of its own; what a repeat finds recorded it leaves alone, so it needs no `Idempotency-Key`. */
  inSteps?: true
  /** Only in demonstration mode; elsewhere the route is not there. */
  demoOnly?: true
  /** Opens sessions: the stricter limit of an address applies. */
  signIn?: true
  /** Takes one-time codes: an address with too many refusals has to wait. */
  guessed?: true
  /** What must happen outside the transaction: calls to other machines, reading uploads, work `inSteps`. */
  ahead?: (input: RouteInput, call: Call) => Promise<unknown>
  /**
   * Tidying outside of the transaction, once the effect is committed, refused or was there before. What it cannot do a sweep will: it
   * changes no answer.
   */
  afterwards?: (input: RouteInput, call: Call, outcome: 'done' | 'refused') => Promise<void>
  handler: (ctx: UseCaseContext, input: RouteInput, call: Call) => Promise<unknown>
}

/** Whether one of several calls with the same `Idempotency-Key` is to have an effect. */
export const takesKey = (route: Route): boolean => route.method === 'post' && route.who !== 'anyone' && !route.secret && !route.inSteps

type Spec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType, A> = Omit<
  Route,
  'params' | 'query' | 'body' | 'response' | 'statuses' | 'statusOf' | 'ahead' | 'afterwards' | 'handler'
> & {
  params?: P
  query?: Q
  body?: B
  response?: R
  statuses?: Readonly<Record<number, string>>
  statusOf?: (result: z.input<R>) => number
  ahead?: (input: RouteInput<z.output<P>, z.output<Q>, z.output<B>, undefined>, call: Call) => Promise<A>
  afterwards?: (input: RouteInput<z.output<P>, z.output<Q>, z.output<B>, A>, call: Call, outcome: 'done' | 'refused') => Promise<void>
  handler: (
    ctx: UseCaseContext,
    input: RouteInput<z.output<P>, z.output<Q>, z.output<B>, A>,
    call: Call,
  ) => Promise<Refusal | (z.ZodUndefined extends R ? void | FileAnswer | StreamAnswer : z.input<R>)>
}

/** A row of the route list, its handler typed by its schemas. */
export const defineRoute = <
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodUndefined,
  A = undefined,
>(
  spec: Spec<P, Q, B, R, A>,
): Route => {
  const usual = spec.response || spec.download ? { 200: '成功' } : { 204: '成功,无内容' }
  // The list holds rows of every shape; the schemas that typed the handler are the ones that parse its input.
  return { statuses: usual, ...spec } as unknown as Route
}

const holds = (who: Who): who is readonly Role[] => typeof who !== 'string'

/** The roles a route asks for; undefined when it asks for none. */
export const rolesOf = (route: Route): readonly Role[] | undefined => (holds(route.who) ? route.who : undefined)
