import { z } from 'zod'
import { redeemLoginCode } from '../../use-cases/bindings/login-codes.ts'
import { codeRefused, type CodeKit } from '../../use-cases/bindings/one-time-codes.ts'
import { Problem } from '../../rules/problems.ts'
import { endSession } from '../../use-cases/sessions/end-session.ts'
import { openSession, type OpenedSession } from '../../use-cases/sessions/open-session.ts'
import { redeemTicket } from '../../use-cases/sessions/redeem-ticket.ts'
import { signInWithOpenid } from '../../use-cases/sessions/sign-in-with-openid.ts'
import { defineRoute, Refusal, type Call, type Route } from '../define-route.ts'
import { exchangeWechatCode } from '../exchange-wechat-code.ts'
import { instant } from '../presenters/common.ts'

const sessionSchema = z
  .strictObject({
    token: z.string().describe('放在 Authorization: Bearer 里;只在这里给一次'),
    memberId: z.string(),
    expiresAt: instant.describe('最晚何时失效'),
    idleMinutes: z.int().describe('闲置多少分钟失效'),
  })
  .meta({ id: 'Session' })

const waitingSchema = z
  .strictObject({
    ticket: z.string().describe('凭它查询是否已绑定'),
    bindCode: z.string(),
    instruction: z.string().describe('请本人私聊机器人发送的话'),
  })
  .meta({ id: 'UnboundOpenid' })

const opening = { method: 'post', tag: '登录', who: 'anyone', scope: 'own', secret: true, signIn: true } as const
const opened = { 201: '已登录' } as const
const kitOf = ({ config, machineNow }: Call): CodeKit => ({ key: config.keys.codes, machineNow })
const codeText = z.string().trim().min(1).max(200)

const presentSession = ({ token, memberId, expiresAt, idleMinutes }: OpenedSession): z.input<typeof sessionSchema> => ({
  token,
  memberId,
  expiresAt,
  idleMinutes,
})

const wechatOf = ({ config }: Call): NonNullable<typeof config.wechat> => {
  if (!config.wechat) throw new Problem('unavailable', '没有配置小程序登录,请用 #登录 取码登录')
  return config.wechat
}

/** Signing in and out. None of the answers that carry a token or a code is kept anywhere. */
export const sessionRoutes: readonly Route[] = [
  defineRoute({
    ...opening,
    path: '/sessions/miniprogram',
    summary: '小程序登录:wx.login 的 code;未绑定时给出绑定码',
    body: z.strictObject({ code: codeText }),
    response: z.union([sessionSchema, waitingSchema]),
    statuses: { ...opened, 202: '这个微信号还没有绑定:请本人发送 instruction 里的话,再用 ticket 查询' },
    statusOf: (result) => ('token' in result ? 201 : 202),
    ahead: ({ body }, call) => exchangeWechatCode(wechatOf(call), body.code),
    handler: async (ctx, { ahead: openid }, call) => {
      const result = await signInWithOpenid(ctx, kitOf(call), { appId: wechatOf(call).appId, openid })
      return 'token' in result ? presentSession(result) : { ...result, instruction: `#绑定 ${result.bindCode}` }
    },
  }),
  defineRoute({
    ...opening,
    path: '/sessions/ticket',
    summary: '查询绑定结果:绑定完成即登录',
    body: z.strictObject({ ticket: codeText }),
    response: z.union([sessionSchema, z.strictObject({ state: z.literal('waiting') })]),
    statuses: { ...opened, 202: '还没有收到绑定码,请过几秒再查' },
    statusOf: (result) => ('token' in result ? 201 : 202),
    handler: async (ctx, { body }, call) => {
      const session = await redeemTicket(ctx, kitOf(call), body.ticket)
      return session ? presentSession(session) : { state: 'waiting' as const }
    },
  }),
  defineRoute({
    ...opening,
    path: '/sessions/code',
    summary: '用 #登录 得到的一次性码登录',
    guessed: true,
    body: z.strictObject({ code: codeText }),
    response: sessionSchema,
    statuses: opened,
    handler: async (ctx, { body }, call) => {
      const member = await redeemLoginCode(ctx, kitOf(call), { code: body.code })
      // The wrong try has to stay counted.
      if (!member) return new Refusal(new Problem('bad_request', codeRefused))
      return presentSession(await openSession(ctx, { memberId: member.memberId, via: 'code', machineNow: call.machineNow }))
    },
  }),
  defineRoute({
    ...opening,
    path: '/sessions/simulator',
    summary: '演示:以任何人的身份登录',
    demoOnly: true,
    body: z.strictObject({ memberId: z.string().length(26) }),
    response: sessionSchema,
    statuses: opened,
    handler: async (ctx, { body }, { machineNow }) =>
      presentSession(await openSession(ctx, { memberId: body.memberId, via: 'simulator', machineNow })),
  }),
  defineRoute({
    method: 'delete',
    path: '/sessions/current',
    tag: '登录',
    summary: '退出登录',
    who: 'member',
    scope: 'own',
    handler: (ctx, _input, { session, machineNow }) => endSession(ctx, { sessionId: session?.id ?? '', machineNow }),
  }),
]
