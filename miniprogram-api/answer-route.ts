import type { Context } from 'koa'
import type { EntityManager } from 'typeorm'
import { setScene } from '../database/stage.ts'
import { Problem } from '../rules/problems.ts'
import { administrationRoles, type Role } from '../rules/roles.ts'
import type { Office, UseCaseContext } from '../use-cases/context.ts'
import { Refusal, rolesOf, takesKey, type Call, type FileAnswer, type Route, type RouteInput, type StreamAnswer } from './define-route.ts'
import { digestOf, isKeyKept, keepAnswer, readKey, type Answer, type KeyedCall } from './keep-answer.ts'
import { bytesOf, jsonOf } from './middleware/read-body.ts'
import { readUpload } from './middleware/read-upload.ts'
import { refuseSecrets } from './refuse-secrets.ts'
import { validate } from './middleware/validate.ts'

/** For those without the role the route is not there at all. */
const refuseStrangers = (route: Route, call: Call, office: Office): void => {
  const roles = rolesOf(route)
  if (!roles) return
  const day = office.calendar.dayOf(call.stage.clocks.office())
  const memberId = call.session?.memberId ?? ''
  // Administration is one for the whole office: a grant further down opens nothing.
  const holds = (role: Role): boolean =>
    administrationRoles.some((own) => own === role)
      ? office.directory.holdsAtRoot(memberId, role, day)
      : office.directory.holdsAnywhere(memberId, role, day)
  const holdsOne = roles.some(holds)
  if (!holdsOne) throw new Problem('not_found', '没有这个地址,或您无权使用')
}

const usualStatus = (route: Route): number => Number(Object.keys(route.statuses)[0] ?? 200)

type Work = (ctx: UseCaseContext) => Promise<unknown>

const onStage = async (tx: EntityManager, route: Route, call: Call, work: Work): Promise<unknown> => {
  const { office } = call
  // A read goes by the office its authentication saw a moment ago; a write looks again inside its transaction.
  const stage = route.method === 'get' && office ? { ...call.stage, loadOffice: async () => office } : call.stage
  const scene = await setScene(stage, tx, { memberId: call.session?.memberId ?? null })
  refuseStrangers(route, call, scene.office)
  return work(scene)
}

/** Opens the transaction, sets the scene, asks for the role, runs the handler. Reads take no transaction of their own. */
const perform = (route: Route, call: Call, work: Work): Promise<unknown> => {
  const { runner } = call.stage
  const inRoom = (tx: EntityManager): Promise<unknown> => onStage(tx, route, call, work)
  return route.method === 'get' ? runner.read(inRoom) : runner.transaction(inRoom)
}

const readInputBody = async (ctx: Context, route: Route): Promise<unknown> => {
  if (route.upload) return route.file ? readUpload(ctx, route.upload) : bytesOf(ctx, route.upload)
  return route.body ? jsonOf(ctx) : undefined
}

const readInput = async (ctx: Context, route: Route): Promise<Omit<RouteInput, 'ahead'>> => {
  const body = await readInputBody(ctx, route)
  const schemas = {
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { query: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
  }
  return validate(schemas, { params: (ctx as { params?: unknown }).params ?? {}, query: { ...ctx.query }, body })
}

const sendFile = (ctx: Context, route: Route, file: FileAnswer): void => {
  ctx.attachment(file.fileName)
  ctx.type = route.download ?? 'application/octet-stream'
  ctx.body = Buffer.from(file.bytes)
}

/** What people uploaded is never a page of ours: saved, not shown, and without any right where it is shown all the same. */
const sendStream = async (ctx: Context, { fileName, contentType, size, open }: StreamAnswer): Promise<void> => {
  ctx.body = await open()
  ctx.attachment(fileName)
  ctx.type = contentType
  ctx.length = size
  ctx.set('Content-Security-Policy', "default-src 'none'; sandbox")
  ctx.set('X-Content-Type-Options', 'nosniff')
  ctx.set('Cache-Control', 'private, no-store')
}

const isStream = (result: unknown): result is StreamAnswer => typeof result === 'object' && result !== null && 'open' in result

/** What makes two calls with one key the same request. */
const requestDigest = (ctx: Context, route: Route, input: RouteInput): string => {
  const { body, query } = input
  const content = route.file
    ? (input.ahead as { digest: string }).digest
    : Buffer.isBuffer(body)
      ? digestOf([body.toString('base64')])
      : body
  return digestOf([route.method, ctx.path, query ?? null, content ?? null])
}

type Keyed = Pick<KeyedCall, 'memberId' | 'key' | 'now' | 'newId'>

const keyOf = (ctx: Context, route: Route, call: Call): Keyed | undefined => {
  if (!takesKey(route) || !call.session) return undefined
  const key = readKey(ctx.get('Idempotency-Key'))
  return key === undefined ? undefined : { memberId: call.session.memberId, key, now: call.machineNow, newId: call.stage.newId }
}

/** transaction → handler → answer. */
const answerInput = async (ctx: Context, route: Route, input: RouteInput, call: Call, keyed: Keyed | undefined): Promise<void> => {
  const run = (scene: UseCaseContext): Promise<unknown> => route.handler(scene, input, call)
  const toAnswer = (body: unknown): Answer => ({ status: route.statusOf?.(body) ?? usualStatus(route), body })
  if (keyed) {
    const whole = { ...keyed, digest: requestDigest(ctx, route, input) }
    write(ctx, route, await keepAnswer(call.stage.runner, whole, async (tx) => toAnswer(await onStage(tx, route, call, run))))
    return
  }
  const result = await perform(route, call, run)
  if (result instanceof Refusal) throw result.problem
  if (isStream(result)) await sendStream(ctx, result)
  else if (route.download) sendFile(ctx, route, result as FileAnswer)
  else write(ctx, route, toAnswer(result))
}

/** Tidying never changes an answer: what fails here is found by a sweep. */
const tidy = async (route: Route, input: RouteInput, call: Call, outcome: 'done' | 'refused'): Promise<void> => {
  try {
    await route.afterwards?.(input, call, outcome)
  } catch {
    // The rows know what is left to do.
  }
}

/** validate → transaction → handler, for a call whose rate and session have been checked. */
export const answerRoute = async (ctx: Context, route: Route, made: Call): Promise<void> => {
  // Before a stranger's body is parsed or another machine is called for them.
  if (made.office) refuseStrangers(route, made, made.office)
  const input = await readInput(ctx, route)
  await refuseSecrets(route, input.body, made)
  const keyed = keyOf(ctx, route, made)
  const call = { ...made, isRepeat: route.file === true && keyed !== undefined && (await isKeyKept(made.stage.runner, keyed)) }
  const whole: RouteInput = { ...input, ahead: await route.ahead?.({ ...input, ahead: undefined }, call) }
  try {
    await answerInput(ctx, route, whole, call, keyed)
  } catch (error) {
    await tidy(route, whole, call, 'refused')
    throw error
  }
  await tidy(route, whole, call, 'done')
}

const write = (ctx: Context, route: Route, answer: Answer): void => {
  ctx.status = answer.status
  ctx.body = route.response ? answer.body : null
  // Koa turns a null body into 204, which is what a route without a response declares.
  ctx.set('Cache-Control', 'no-store')
}
