import { z } from 'zod'
import { defineRoute, type Route } from '../define-route.ts'

const channelSchema = z
  .strictObject({
    name: z.string(),
    state: z.enum(['starting', 'scan', 'online', 'offline']).describe('启动中、待扫码、在线、离线'),
    qrCode: z.string().optional().describe('登录二维码的内容,用微信扫'),
    account: z.string().optional(),
    reason: z.string().optional().describe('为什么离线'),
  })
  .meta({ id: 'Channel' })

/** The chat accounts, for who has to scan and to notice a logout. */
export const channelRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/admin/channels',
    tag: '管理',
    summary: '聊天账号的状态,待扫码时含登录二维码',
    who: ['system_admin'],
    scope: 'office',
    response: z.strictObject({ items: z.array(channelSchema) }),
    handler: async (_ctx, _input, { config }) => ({ items: [...config.channels()] }),
  }),
]
