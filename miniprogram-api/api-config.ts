import type { Router } from '@koa/router'
import type { FileStore } from '../storage/file-store.ts'
import type { OfficeKeys } from '../use-cases/people/derive-keys.ts'

/** What the system administrator sees of a chat channel: the login picture to scan, or why it is away. */
export interface ChannelStatus {
  name: string
  state: 'starting' | 'scan' | 'online' | 'offline'
  /** The text of the login QR code while `state` is `scan`. */
  qrCode?: string
  /** Who is logged in while `state` is `online`. */
  account?: string
  /** Why it is away while `state` is `offline`, in words for people. */
  reason?: string
}

/** The mini-program's own credentials at WeChat; the secret is never logged and never leaves in an answer. */
export interface WechatConfig {
  appId: string
  secret: string
  /** `https://api.weixin.qq.com`; a test's own server elsewhere. */
  baseUrl: string
}

/** So many calls in so many seconds. */
export interface RateLimit {
  points: number
  seconds: number
}

export interface RateLimits {
  /** All calls of one address; generous, for a whole office may sit behind one. */
  perAddress: RateLimit
  /** All calls with one token. */
  perToken: RateLimit
  /** Calls of one address that open a session. */
  signIn: RateLimit
  /** Wrong codes of one address. */
  wrongCodes: RateLimit
}

/** Everything the API is told by app/config.ts; it reads no environment. */
export interface ApiConfig {
  host: string
  /** 0: any free port. */
  port: number
  /** How many proxies in front may be believed in X-Forwarded-For; 0: none, the header is ignored. */
  trustedProxies: number
  /** Demonstration: anybody may sign in as anybody (POST /sessions/simulator). */
  demo: boolean
  wechat: WechatConfig | null
  /** For one-time codes and mobile numbers, derived from the office's one secret. */
  keys: OfficeKeys
  limits: RateLimits
  /** Where attachments are kept. */
  files: FileStore
  /** Pages that live beside the API in this process (the simulator's, in demonstration). */
  extraPages: readonly ReturnType<Router['routes']>[]
  /** What runs in this process, for `GET /health`. */
  health: () => Record<string, unknown>
  channels: () => readonly ChannelStatus[]
  /** How long a stop waits for calls under way. */
  closeLimitMs: number
}

/** Limits that no honest client meets. */
export const defaultRateLimits: RateLimits = {
  perAddress: { points: 3_000, seconds: 60 },
  perToken: { points: 300, seconds: 60 },
  signIn: { points: 60, seconds: 60 },
  wrongCodes: { points: 20, seconds: 300 },
}

/** Body limits, bytes: JSON (clear 413 above) and an uploaded table. */
export const JSON_LIMIT_BYTES = 256 * 1024
export const UPLOAD_LIMIT_BYTES = 5 * 1024 * 1024
