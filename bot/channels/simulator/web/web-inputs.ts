import { z } from 'zod'

const id = (what: string): z.ZodString =>
  z
    .string({ error: `缺少${what}` })
    .min(1, `缺少${what}`)
    .max(160, `${what}过长`)
const instant = z.coerce.number('时间应为毫秒数').int('时间应为毫秒数').min(0).max(8.64e15)
const text = z.string({ error: '缺少正文' }).max(20_000, '正文过长(最多 20000 字)')

/** A message to say. A retry carries the same `messageId` and is then the same message. */
export const sayingSchema = z.strictObject({
  messageId: id('消息编号').regex(/^[\w-]+$/, '消息编号只能用字母、数字和横线'),
  chat: id('会话'),
  from: id('发言人'),
  text: text.refine((words) => words.trim() !== '', '请先写点什么'),
  quote: z.strictObject({ from: z.string().max(160), text }).optional(),
  mentions: z.array(id('被提到的人')).max(200).optional(),
  /** Default: the office clock now. An earlier one tries history that is delivered late. */
  sentAt: instant.optional(),
})

export const recallSchema = z.strictObject({ messageId: id('消息编号'), from: id('发言人') })

export const historySchema = z.object({
  chat: id('会话'),
  before: instant.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
})

const longestLeapMs = 40 * 86_400_000

export const clockSchema = z.union(
  [
    z.strictObject({ advanceMs: z.number().int().min(1_000).max(longestLeapMs) }),
    z.strictObject({ to: z.literal('next-working-morning') }),
  ],
  { error: '请给出 advanceMs(1 秒至 40 天)或 to: "next-working-morning"' },
)
