import { OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { problemStatus } from '../rules/problems.ts'
import { rolesOf, takesKey, type Route } from './define-route.ts'
import { roleName } from '../wording/role-names.ts'

const errorSchema = z
  .strictObject({
    error: z.strictObject({
      code: z.enum([...(Object.keys(problemStatus) as (keyof typeof problemStatus)[]), 'internal']).describe('稳定的错误代码,供程序判断'),
      message: z.string().describe('给人看的中文说明'),
      details: z.unknown().optional().describe('填写有误时为 [{field, message}];太频繁时为 {retryAfterSeconds}'),
      requestId: z.string().describe('请求编号,与日志一致'),
    }),
  })
  .meta({ id: 'Error' })

const json = (schema: z.ZodType): { 'application/json': { schema: z.ZodType } } => ({ 'application/json': { schema } })
const binary = (type: string): Record<string, { schema: { type: 'string'; format: 'binary' } }> => ({
  [type]: { schema: { type: 'string', format: 'binary' } },
})

/** A form has one field with a file in it; every other type is the file itself. */
const uploadOf = (type: string): Record<string, { schema: object }> =>
  type === 'multipart/form-data'
    ? { [type]: { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] } } }
    : binary(type)

const refusals: Record<string, string> = {
  400: '填写有误',
  401: '未登录或登录已失效',
  403: '看得到,但不可以这样办理',
  404: '没有,或您无权查看',
  409: '与现状冲突',
  413: '内容太大',
  429: '太频繁,见 Retry-After',
  500: '系统出错',
}

/** `/matters/:number/accept` → `/api/v1/matters/{number}/accept` */
const documentPath = (path: string): string => `/api/v1${path.replace(/:(\w+)/g, '{$1}')}`

const describeWho = (route: Route): string => {
  const roles = rolesOf(route)
  if (roles) return `仅限:${roles.map((role) => roleName(role)).join('、')};其他人得到 404。`
  return route.who === 'anyone' ? '无需登录。' : '登录后可用。'
}

const requestOf = (route: Route): NonNullable<RouteConfig['request']> => {
  const keyHeader = z.object({
    'Idempotency-Key': z.string().min(8).max(80).optional().describe('同一个键重复提交只生效一次,答复相同;一天内有效'),
  })
  const isKeyed = takesKey(route)
  const upload = route.upload && Object.assign({}, ...route.upload.map(uploadOf))
  const content = upload ?? (route.body && json(route.body))
  return {
    ...(route.params ? { params: route.params as z.ZodObject } : {}),
    ...(route.query ? { query: route.query as z.ZodObject } : {}),
    ...(content ? { body: { content, required: true } } : {}),
    ...(isKeyed ? { headers: keyHeader } : {}),
  }
}

const responsesOf = (route: Route): RouteConfig['responses'] => {
  const content = route.download ? binary(route.download) : route.response && json(route.response)
  const successes = Object.entries(route.statuses).map(([status, description]) => [
    status,
    { description, ...(content ? { content } : {}) },
  ])
  const failures = Object.entries(refusals)
    .filter(([status]) => status !== '401' || route.who !== 'anyone')
    .map(([status, description]) => [status, { description, content: json(errorSchema) }])
  return Object.fromEntries([...successes, ...failures]) as RouteConfig['responses']
}

const register = (registry: OpenAPIRegistry, route: Route): void => {
  registry.registerPath({
    method: route.method,
    path: documentPath(route.path),
    operationId: `${route.method}${route.path.replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [route.tag],
    summary: route.summary,
    description: describeWho(route),
    security: route.who === 'anyone' ? [] : [{ bearer: [] as string[] }],
    request: requestOf(route),
    responses: responsesOf(route),
  })
}

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>

/** The OpenAPI 3.1 document of the routes, made from the schemas that parse the input. */
export const describeApi = (routes: readonly Route[]): OpenApiDocument => {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer', description: '登录后得到的 token' })
  for (const route of routes) register(registry, route)
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: '群办 API',
      version: '1',
      description:
        '时刻均为 Unix 毫秒;日期为 YYYY-MM-DD(办公室所在时区)。责任方写作 m:人员编号 或 u:单位编号。列表返回 {items, nextCursor},nextCursor 为空即到底。',
    },
  })
}
