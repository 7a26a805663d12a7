import type { Context } from 'koa'
import type { EntityManager } from 'typeorm'
import { setScene } from '../database/stage.ts'
import { Problem } from '../rules/problems.ts'
import { administrationRoles, type Role } from '../rules/roles.ts'
import type { Office, UseCaseContext } from '../use-cases/context.ts'
import { Refusal, rolesOf, type Call, type FileAnswer, type Route, type RouteInput } from './define-route.ts'
import { digestOf, keepAnswer, readKey, type Answer } from './keep-answer.ts'
import { bytesOf, jsonOf } from './middleware/read-body.ts'
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

const readInput = async (ctx: Context, route: Route): Promise<Omit<RouteInput, 'ahead'>> => {
  const body = route.upload ? await bytesOf(ctx, route.upload) : route.body ? jsonOf(ctx) : undefined
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

/** validate → transaction → handler, for a call whose rate and session have been checked. */
export const answerRoute = async (ctx: Context, route: Route, call: Call): Promise<void> => {
  // Before a stranger's body is parsed or another machine is called for them.
  if (call.office) refuseStrangers(route, call, call.office)
  const input = await readInput(ctx, route)
  await refuseSecrets(route, input.body, call)
  const whole: RouteInput = { ...input, ahead: await route.ahead?.({ ...input, ahead: undefined }, call) }
  const key = route.method === 'post' && !route.secret && call.session ? readKey(ctx.get('Idempotency-Key')) : undefined
  const run = (scene: UseCaseContext): Promise<unknown> => route.handler(scene, whole, call)
  const toAnswer = (body: unknown): Answer => ({ status: route.statusOf?.(body) ?? usualStatus(route), body })

  if (key !== undefined && call.session) {
    const digest = digestOf([
      route.method,
      ctx.path,
      input.query ?? null,
      Buffer.isBuffer(input.body) ? digestOf([input.body.toString('base64')]) : (input.body ?? null),
    ])
    const keyed = { memberId: call.session.memberId, key, digest, now: call.machineNow, newId: call.stage.newId }
    write(ctx, route, await keepAnswer(call.stage.runner, keyed, async (tx) => toAnswer(await onStage(tx, route, call, run))))
    return
  }
  const result = await perform(route, call, run)
  if (result instanceof Refusal) throw result.problem
  if (route.download) sendFile(ctx, route, result as FileAnswer)
  else write(ctx, route, toAnswer(result))
}

const write = (ctx: Context, route: Route, answer: Answer): void => {
  ctx.status = answer.status
  ctx.body = route.response ? answer.body : null
  // Koa turns a null body into 204, which is what a route without a response declares.
  ctx.set('Cache-Control', 'no-store')
}
