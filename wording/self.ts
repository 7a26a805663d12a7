import type { Day, Instant } from '../rules/instant.ts'
import { formatDay, formatInstant } from './instants.ts'
import type { Wording } from './tasks.ts'

export const describeBound = (name: string): string => `${name},身份已绑定。发 #帮助 看用法,#我的 看待办`
export const describeLinked = (name: string): string => `${name},小程序已绑定,请回到小程序`
export const describeLoginCode = (code: string): string => `登录码 ${code},5分钟内有效,仅用一次。请勿转发`
export const loginElsewhere = '登录码已私信给您'
export const bindInPrivate = '绑定码请私聊发给我,不要发在群里;请向安全管理员另要一个'

export const describeSnoozed = (w: Wording, until: Instant): string =>
  `好的,${formatInstant(w.calendar, until, w.now)}之前的提醒都推迟到那时`
export const describeSnoozeEnded = '已恢复提醒'

export const describeStandIn = (w: Wording, name: string, until: Instant): string =>
  `已委托 ${name} 代理到 ${formatInstant(w.calendar, until, w.now)}:可查看、签收、反馈、办结,记录写明两人`
export const describeStandInEnded = (count: number): string => (count > 0 ? '代理已取消' : '您没有正在生效的代理')
export const describePosting = (name: string): string =>
  `已授权 ${name} 以您的名义交办,格式:#任务 代 您的姓名 @责任人 内容。取消请发 #取消授权`
export const describePostingEnded = (count: number): string => (count > 0 ? '代发授权已取消' : '您没有授权他人代发')

export const describeSuggested = (w: Wording, number: number, dueAt: Instant | null): string =>
  `〔${number}〕建议已收到,${dueAt === null ? '' : `${formatInstant(w.calendar, dueAt, w.now)}前`}答复您`

export const describeGroupRegistered = (
  w: Wording,
  group: { purpose: string | null; closesOn: Day | null },
  unit: string,
  owner: string,
): string =>
  `本群已登记\n      用途 ${group.purpose ?? ''}\n      归口 ${unit} 群主 ${owner}\n      ${group.closesOn ? `到期 ${formatDay(w.calendar, group.closesOn, w.now)}` : '长期'}\n      现在可以发 #任务,发 #帮助 看用法`
export const groupClosed = '本群已关闭登记,我将退出;未办结事项在小程序和私信里继续'
export const describeIdentityConfirmed = (name: string): string => `${name} 身份已确认`
export const describeRecalled = (numbers: readonly number[]): string =>
  `您撤回了消息,${numbers.map((number) => `〔${number}〕`).join('')}仍在登记中;如要一并撤回,请回复 #撤回 ${numbers[0]}`

/** The answer to a suggestion, for its author. */
export const describeSuggestionAnswered = (number: number, answer: string): string => `〔${number}〕您的建议已答复:${answer || '已办理'}`
