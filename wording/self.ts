import type { Instant } from '../rules/instant.ts'
import { formatInstant } from './instants.ts'
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

export const describeIdentityConfirmed = (name: string): string => `${name} 身份已确认`
