import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { Day, Instant } from '../rules/instant.ts'
import { formatDay } from './instants.ts'
import type { Wording } from './tasks.ts'

interface RegisteredGroup {
  name: string
  purpose: string | null
  closesOn: Day | null
}

const untilWhen = (w: Pick<Wording, 'calendar' | 'now'>, closesOn: Day | null): string =>
  closesOn ? `到期 ${formatDay(w.calendar, closesOn, w.now)}` : '长期'

export const describeGroupRegistered = (w: Wording, group: Omit<RegisteredGroup, 'name'>, unit: string, owner: string): string =>
  `本群已登记\n      用途 ${group.purpose ?? ''}\n      归口 ${unit} 群主 ${owner}\n      ${untilWhen(w, group.closesOn)}\n      现在可以发 #任务,发 #帮助 看用法`

export const groupClosed = '本群已关闭登记,我将退出;未办结事项在小程序和私信里继续'

/** To who closed it from elsewhere. */
export const describeGroupClosed = (name: string): string => `${name}已关闭登记,我将退出该群;未办结事项在小程序和私信里继续`

export const describeGroupKept = (w: Wording, group: RegisteredGroup, inGroup: boolean): string =>
  `${inGroup ? '本群' : group.name}延用,${untilWhen(w, group.closesOn)}`

/** The group is again where it was before the login changed. */
export const describeGroupConfirmed = (w: Wording, group: RegisteredGroup, openMatters: number): string =>
  `本群已确认为台账中的“${group.name}”\n      用途 ${group.purpose ?? ''} ${untilWhen(w, group.closesOn)}\n      在办 ${openMatters} 项继续在本群办理`

/** Instead of the hint to register, where a group seems to be one that is known. */
export const describeGroupMatched = (name: string): string =>
  `本群与台账中的“${name}”同名,人员也对得上。如就是该群,请群主发送 #确认本群;如不是,请重新登记:#登记本群 用途 [单位] [到 12月31日]`

export type GroupToReview = { id: string; name: string; openMatters: number } & (
  | { why: 'idle'; idleDays: number }
  | { why: 'ended' | 'ending'; closesOn: Day }
)

const reviewLine = (calendar: OfficeCalendar, now: Instant, group: GroupToReview): string => {
  const open = group.openMatters > 0 ? `(在办 ${group.openMatters} 项,关闭后改为私信办理)` : ''
  if (group.why === 'idle') return `· ${group.name}:${group.idleDays}天没有新事项,也没有人说话${open}`
  return `· ${group.name}:${formatDay(calendar, group.closesOn, now)}${group.why === 'ended' ? '已到期' : '到期'}${open}`
}

/** To a group's owner alone: what of theirs may be closed, with the words that answer it. */
export const describeGroupReview = (calendar: OfficeCalendar, now: Instant, groups: readonly GroupToReview[]): string => {
  const isOne = groups.length === 1
  const name = isOne ? '' : ' 群名'
  return [
    isOne ? '您负责的群还用吗?' : '您负责的几个群还用吗?',
    ...groups.map((group) => reviewLine(calendar, now, group)),
    `不用了回复:#关闭本群${name}`,
    `继续用回复:#延用本群${name} 到 日期(不设期限写“长期”)`,
    '也可以在该群里发',
  ].join('\n')
}

/** Which of one's groups is meant, with the line to send. */
export const askWhichGroup = (tag: string, names: readonly string[]): string =>
  names.length === 0
    ? '没有由您负责的群,请在该群里由群主发送'
    : `请写明群名,例如:#${tag} ${names[0]}${names.length > 1 ? `\n您负责的群:${names.slice(0, 10).join('、')}` : ''}`

export interface LedgerLine {
  name: string
  purpose: string | null
  owner: { name: string } | null
  closesOn: Day | null
  openMatters: number
  messages: number
  ended: boolean
}

/** The ledger in a chat, in the order of registration. */
export const describeLedger = (w: Wording, groups: readonly LedgerLine[], hasMore: boolean): string =>
  groups.length === 0
    ? '台账里没有您可以查看的群'
    : [
        `群台账${hasMore ? `(先列 ${groups.length} 个)` : ` ${groups.length} 个`}:`,
        ...groups.map(
          (group) =>
            `· ${group.name}${group.purpose ? `(${group.purpose})` : ''}\n      群主 ${group.owner?.name ?? '无'},${group.ended ? '已到期' : untilWhen(w, group.closesOn)},在办 ${group.openMatters} 项,近30天消息 ${group.messages} 条`,
        ),
      ].join('\n')
