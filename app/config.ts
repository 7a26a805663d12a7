import path from 'node:path'
import { z } from 'zod'
import type { DatabaseConfig } from '../database/data-source.ts'
import { parseDatabaseUrl } from '../database/parse-database-url.ts'
import type { WechatConfig } from '../miniprogram-api/api-config.ts'
import type { FileStoreConfig } from '../storage/open-file-store.ts'

const services = ['bot', 'api', 'jobs'] as const
export type Service = (typeof services)[number]

const empty = (value: unknown): unknown => (value === '' ? undefined : value)
const text = z.preprocess(empty, z.string().optional())

/** Every variable the program reads, with its default; `.env.example` shows them. */
const environmentSchema = z
  .object({
    QUNBAN_MODE: z
      .preprocess(empty, z.enum(['demo', 'production']).default('demo'))
      .describe('demo: simulated groups; production: a real chat channel'),
    SERVICES: text.describe('doors of this process: bot, api, jobs; default all three'),
    DATABASE_URL: z.preprocess(empty, z.string().default('sqlite:./data/qunban.db')).describe('sqlite:FILE, mariadb://… or mysql://…'),
    FILES_DIR: text.describe('folder for attachments; default: files, beside the SQLite database or in ./data'),
    S3_URL: z
      .preprocess(empty, z.url({ protocol: /^https?$/u }).optional())
      .describe('address of an S3-compatible bucket; attachments are kept there instead of on disk'),
    S3_REGION: z.preprocess(empty, z.string().default('us-east-1')),
    S3_ACCESS_KEY_ID: text,
    S3_SECRET_ACCESS_KEY: text,
    QUNBAN_SECRET: text.describe('32 bytes as hex or base64; required in production'),
    HOST: z.preprocess(empty, z.string().default('127.0.0.1')),
    PORT: z.preprocess(empty, z.coerce.number().int().min(0).max(65_535).default(3_000)),
    TRUSTED_PROXIES: z
      .preprocess(empty, z.coerce.number().int().min(0).max(10).default(0))
      .describe('proxies in front that may be believed'),
    LOG_LEVEL: z
      .preprocess(empty, z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional())
      .describe('default: warn in demo, info in production'),
    WECHATY_PUPPET: text.describe('package of a wechaty puppet, for example wechaty-puppet-service'),
    WECHATY_TOKEN: text,
    WECHATY_ENDPOINT: text.describe('host:port of a hosted puppet'),
    WECHAT_APP_ID: text.describe('the mini-program'),
    WECHAT_APP_SECRET: text,
    WECHAT_BASE_URL: z.preprocess(empty, z.url().default('https://api.weixin.qq.com')),
  })
  .superRefine((env, issues) => {
    for (const name of ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const) {
      if (env.S3_URL !== undefined && env[name] === undefined)
        issues.addIssue({ code: 'custom', path: [name], message: 'required with S3_URL' })
    }
    if (env.QUNBAN_MODE !== 'production') return
    if (env.QUNBAN_SECRET === undefined)
      issues.addIssue({ code: 'custom', path: ['QUNBAN_SECRET'], message: 'required in production (openssl rand -hex 32)' })
    if (/:\/\/[^/@]*:(?:password|123456|root|qunban|admin|changeme)?@/u.test(env.DATABASE_URL)) {
      issues.addIssue({ code: 'custom', path: ['DATABASE_URL'], message: 'refused in production: an empty or default password' })
    }
    const botHere = env.SERVICES === undefined || env.SERVICES.includes('bot')
    if (botHere && env.WECHATY_PUPPET === undefined)
      issues.addIssue({ code: 'custom', path: ['WECHATY_PUPPET'], message: 'required in production: the simulator is refused' })
  })

export interface Config {
  mode: 'demo' | 'production'
  services: readonly Service[]
  database: DatabaseConfig
  files: FileStoreConfig
  secret: string | undefined
  /** Where a demonstration keeps its secret. */
  secretFile: string
  host: string
  port: number
  trustedProxies: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  puppet: { puppet: string; token?: string; endpoint?: string; memoryFile: string } | null
  wechat: WechatConfig | null
}

const readServices = (value: string | undefined): Service[] => {
  if (value === undefined) return [...services]
  const named = value.split(/[,\s]+/u).filter((each) => each !== '')
  const unknown = named.filter((each) => !(services as readonly string[]).includes(each))
  if (unknown.length > 0 || named.length === 0)
    throw new Error(`SERVICES: ${unknown.join(', ') || 'nothing'} is not one of ${services.join(', ')}`)
  return named as Service[]
}

const dataFolder = (database: DatabaseConfig): string =>
  database.kind === 'sqlite' && database.file !== ':memory:' ? path.dirname(database.file) : './data'

type S3Variables = Pick<z.output<typeof environmentSchema>, 'S3_URL' | 'S3_REGION' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY'>

const readS3 = ({ S3_URL: url, S3_REGION: region, S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: key }: S3Variables): FileStoreConfig['s3'] =>
  url !== undefined && id !== undefined && key !== undefined ? { url, region, accessKeyId: id, secretAccessKey: key } : null

/** Reads and checks the environment; the only place that does. Throws an Error that names every variable that is wrong. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>> = process.env): Config => {
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  const env = parsed.data
  const database = parseDatabaseUrl(env.DATABASE_URL)
  const folder = dataFolder(database)
  const { WECHATY_PUPPET: puppet, WECHATY_TOKEN: token, WECHATY_ENDPOINT: endpoint } = env
  return {
    mode: env.QUNBAN_MODE,
    services: readServices(env.SERVICES),
    database,
    files: { folder: env.FILES_DIR ?? path.join(folder, 'files'), s3: readS3(env) },
    secret: env.QUNBAN_SECRET,
    secretFile: path.join(folder, 'secret.key'),
    host: env.HOST,
    port: env.PORT,
    trustedProxies: env.TRUSTED_PROXIES,
    logLevel: env.LOG_LEVEL ?? (env.QUNBAN_MODE === 'demo' ? 'warn' : 'info'),
    puppet: puppet
      ? { puppet, ...(token ? { token } : {}), ...(endpoint ? { endpoint } : {}), memoryFile: path.join(folder, 'wechaty') }
      : null,
    wechat:
      env.WECHAT_APP_ID && env.WECHAT_APP_SECRET
        ? { appId: env.WECHAT_APP_ID, secret: env.WECHAT_APP_SECRET, baseUrl: env.WECHAT_BASE_URL }
        : null,
  }
}
