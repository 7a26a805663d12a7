import { z } from 'zod'
import { Problem } from '../rules/problems.ts'
import type { WechatConfig } from './api-config.ts'

/** WeChat's limit for us: a person waits for this call. */
const LIMIT_MS = 3_000

/** auth.code2Session; `errcode` is absent or 0 on success. */
const answerSchema = z.object({ openid: z.string().min(1).max(160).optional(), errcode: z.int().optional() })

/** 40029 invalid code, 40163 code been used: the client asks wx.login again. */
const staleCodes = [40029, 40163]

const unavailable = (): Problem => new Problem('unavailable', '微信登录服务暂时不可用,请稍后再试')

/**
 * The openid behind a `wx.login` code, by auth.code2Session. Throws `bad_request` for a code WeChat does not know any more,
 * `unavailable` for silence over 3 s, a refusal or an answer we cannot read. Neither the secret nor the session key leaves this function:
 * not in an error, not in a log (the key is not even read).
 */
export const exchangeWechatCode = async (wechat: WechatConfig, code: string): Promise<string> => {
  const url = new URL('/sns/jscode2session', wechat.baseUrl)
  url.search = new URLSearchParams({
    appid: wechat.appId,
    secret: wechat.secret,
    js_code: code,
    grant_type: 'authorization_code',
  }).toString()
  let body: unknown
  try {
    // The limit covers the body as well; a redirect would carry the secret elsewhere.
    const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS), redirect: 'error' })
    body = response.ok ? await response.json() : undefined
  } catch {
    // The cause is dropped on purpose: its words hold the address, and the address holds the secret.
    throw unavailable()
  }
  const answer = answerSchema.safeParse(body)
  if (answer.data?.errcode !== undefined && staleCodes.includes(answer.data.errcode)) {
    throw new Problem('bad_request', '微信登录凭证已失效,请退出小程序后重新进入')
  }
  if (!answer.data?.openid || (answer.data.errcode ?? 0) !== 0) throw unavailable()
  return answer.data.openid
}
