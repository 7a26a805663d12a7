import type { MemberCard } from '../rules/directory.ts'
import type { Day } from '../rules/instant.ts'
import type { MatterState } from '../rules/lifecycles/index.ts'
import type { Role } from '../rules/roles.ts'
import { formatDay } from './instants.ts'
import { roleName } from './role-names.ts'
import type { Wording } from './tasks.ts'

const indent = '      '

interface Numbered {
  supplement: boolean | number
  year: number | null
  serial: number | null
}

/** 2026年第49期, 2026年增刊第3期; 送审稿 before it is signed. */
export const issueNumber = ({ supplement, year, serial }: Numbered): string =>
  year === null || serial === null ? `${supplement ? '增刊' : ''}送审稿` : `${year}年${supplement ? '增刊' : ''}第${serial}期`

/** 《政务信息》2026年第49期 */
export const issueTitle = (name: string, issue: Numbered): string => `《${name}》${issueNumber(issue)}`

/** What an issue is called before it has a number. */
export const draftTitle = (name: string, supplement: boolean): string => issueTitle(name, { supplement, year: null, serial: null })

/** The words of an issue that can be searched: 编者按 and headings. */
export const issueBody = (editorNote: string | null, items: readonly { heading: string }[]): string =>
  [...(editorNote === null ? [] : [`编者按:${editorNote}`]), ...items.map(({ heading }, index) => `${index + 1}. ${heading}`)].join('\n')

/** Lines of a submission's timeline. */
export const describeIncluded = (name: string, number: number): string => `编入《${name}》〔${number}〕`
export const describePrintedIn = (title: string, number: number): string => `${title}〔${number}〕`

/** Whom an upward publication goes to. */
export const addresseeOf = ({ name, distribution }: { name: string; distribution: { report?: string | undefined } }): string =>
  (distribution.report ?? `《${name}》`).slice(0, 80)

export const describeMergedInto = (number: number, joint: number): string => `〔${number}〕已并入〔${joint}〕,请写〔${joint}〕`
export const describeProblemDownward = (number: number, name: string): string => `〔${number}〕是报忧信息,不能编入下行的《${name}》`

/** 〔131〕已在《政务信息》2026年第48期〔150〕中 */
export const describeElsewhere = (number: number, other: Numbered & { number: number; name: string; state: MatterState }): string =>
  other.state === 'closed'
    ? `〔${number}〕已在${issueTitle(other.name, other)}〔${other.number}〕刊发`
    : `〔${number}〕已编入${issueTitle(other.name, other)}〔${other.number}〕,同一刊物不能重复编发`

/** 〔131〕已编入签发的《政务信息》2026年第48期〔150〕,不能撤销;确有错误请信息科 #撤刊 150 原因 */
export const describeInSigned = (number: number, issue: Numbered & { number: number; name: string }, what: string): string =>
  `〔${number}〕已编入签发的${issueTitle(issue.name, issue)}〔${issue.number}〕,不能${what};确有错误请信息科 #撤刊 ${issue.number} 原因`

const named = (holders: readonly Pick<MemberCard, 'name'>[]): string => holders.map(({ name }) => name).join('、')

export const describeNoHolder = (role: Role): string => `没有在岗的${roleName(role)},请先设置人员,或修改刊物的审核流程`
export const describeNotYourTurn = (number: number, turn: { role: Role; isLast: boolean }, holders: readonly MemberCard[]): string =>
  `〔${number}〕现在由${roleName(turn.role)}(${named(holders) || '无人在岗'})${turn.isLast ? '签发' : '审核'}`
export const describeSignNow = (number: number): string => `〔${number}〕已到最后一道,请发 #签发 ${number}`
export const describeRequestFirst = (number: number): string => `〔${number}〕还没有送签,请先 #送签 ${number}`
export const describePassFirst = (number: number): string => `〔${number}〕还没到签发这一道,审核通过请发 #同意 ${number}`
export const describeUnsigned = (number: number): string => `〔${number}〕与签发的内容不一致,不能印发,请 #撤刊 后重新编发`

interface Item {
  heading: string
  number: number
  units: readonly string[]
}

const itemLines = (items: readonly Item[]): string[] =>
  items.map(
    ({ heading, number, units }, index) =>
      `${indent}${index + 1}. ${heading}${units.length > 0 ? `(${units.join('、')})` : ''}〔${number}〕`,
  )

interface Draft {
  number: number
  name: string
  supplement: boolean
  items: readonly Item[]
  /** Submissions of which a later version exists than the one in it. */
  outdated: readonly number[]
}

const outdatedLine = ({ number, outdated }: Pick<Draft, 'number' | 'outdated'>): string[] =>
  outdated.length === 0
    ? []
    : [`${indent}${outdated.map((each) => `〔${each}〕`).join('')}有新版本,要换请发 #换新稿 ${number} ${outdated.join(' ')}`]

/** The answer to 编发, 编入, 撤下, 换新稿. */
export const describeDraft = (draft: Draft): string =>
  [
    `〔${draft.number}〕${draftTitle(draft.name, draft.supplement)},共 ${draft.items.length} 条`,
    ...itemLines(draft.items),
    ...outdatedLine(draft),
    `${indent}下一步 #送签 ${draft.number};看全文 #看稿 ${draft.number}`,
  ].join('\n')

export const describeEditorNote = (number: number, isGone: boolean): string => `〔${number}〕${isGone ? '已去掉编者按' : '编者按已写入'}`

const awaits = (number: number, turn: { role: Role; isLast: boolean }, holders: readonly Pick<MemberCard, 'name'>[]): string =>
  `待 ${named(holders) || roleName(turn.role)} ${turn.isLast ? `签发(#签发 ${number}` : `审核(#同意 ${number}`} / #退稿 ${number} 原因)`

/** 〔150〕已送签,待 周正 签发(#签发 150 / #退稿 150 原因) */
export const describeIssueAwaits = (
  number: number,
  isRequest: boolean,
  turn: { role: Role; isLast: boolean },
  holders: readonly Pick<MemberCard, 'name'>[],
): string => `〔${number}〕${isRequest ? '已送签' : '审核通过'},${awaits(number, turn, holders)}`

/** Told in private to whoever's word an issue waits for. */
export const describeIssueTurn = (
  draft: Omit<Draft, 'outdated'> & { editorNote: string | null },
  turn: { role: Role; isLast: boolean },
): string =>
  [
    `〔${draft.number}〕${draftTitle(draft.name, draft.supplement)},请您${turn.isLast ? '签发' : '审核'}`,
    ...(draft.editorNote === null ? [] : [`${indent}编者按:${draft.editorNote}`]),
    ...itemLines(draft.items),
    `${indent}${turn.isLast ? `#签发 ${draft.number}` : `#同意 ${draft.number}`} / #退稿 ${draft.number} 原因;看全文 #看稿 ${draft.number}`,
  ].join('\n')

/** 〔150〕已签发(副主任代签),编为 2026年第49期(11月23日(周一)),下一步 #印发 150 */
export const describeIssueSigned = (
  w: Wording,
  signed: Numbered & { number: number; signedOn: Day | null; asDeputy: boolean; onBehalfOfId: string | null },
): string => {
  const place = signed.asDeputy
    ? '(副主任代签)'
    : signed.onBehalfOfId
      ? `(代 ${w.directory.findMember(signed.onBehalfOfId)?.name ?? ''})`
      : ''
  const day = signed.signedOn === null ? '' : `,签发日期 ${formatDay(w.calendar, signed.signedOn, w.now)}`
  return `〔${signed.number}〕已签发${place},编为 ${issueNumber(signed)}${day},下一步 #印发 ${signed.number}`
}

export const describeIssueSentBack = (number: number, reason: string): string => `〔${number}〕已退回编辑:${reason}`

const bracketed = (numbers: readonly number[]): string => numbers.map((number) => `〔${number}〕`).join('')

export const describeIssuePublished = (published: Numbered & { number: number; name: string }, items: readonly number[]): string =>
  `〔${published.number}〕已印发:${issueTitle(published.name, published)},刊用 ${items.length} 条 ${bracketed(items)}`

export const describeIssueWithdrawn = (withdrawn: Numbered & { number: number; name: string }, back: readonly number[]): string =>
  [
    `〔${withdrawn.number}〕已撤刊:${issueTitle(withdrawn.name, withdrawn)},该期号不再使用`,
    ...(back.length > 0 ? [`${indent}${bracketed(back)}退回采编`] : []),
  ].join('\n')

/** The answer to 查: where it stands, without its text. */
export const describeIssue = (issue: {
  number: number
  title: string
  stage: string
  editor: string
  items: number
  waitingFor: readonly string[]
}): string =>
  [
    `〔${issue.number}〕${issue.title} ${issue.stage},共 ${issue.items} 条,编辑 ${issue.editor}`,
    ...(issue.waitingFor.length > 0 ? [`${indent}待 ${issue.waitingFor.join('、')}`] : []),
    `${indent}看全文 #看稿 ${issue.number}`,
  ].join('\n')

/** As much as one private message carries well. */
const longestPreview = 3_000

/** The whole of an issue as text, in private. */
export const describePreview = (
  issue: Numbered & { number: number; name: string; editorNote: string | null; outdated: readonly number[] },
  items: readonly (Item & { body: string })[],
): string => {
  const text = [
    `〔${issue.number}〕${issueTitle(issue.name, issue)}`,
    ...(issue.editorNote === null ? [] : [`编者按:${issue.editorNote}`]),
    ...items.flatMap(({ heading, body, units, number }, index) => [
      '',
      `${index + 1}. ${heading}〔${number}〕`,
      body,
      `(${units.join('、')})`,
    ]),
    ...outdatedLine(issue),
  ].join('\n')
  return text.length > longestPreview ? `${text.slice(0, longestPreview)}……(全文请在小程序查看或下载送审稿)` : text
}

/** An item was cancelled, returned or merged since it was put in; the way out goes by how far the issue has come. */
export const describeLostItem = (fault: string, issue: { number: number; state: string }, item: number): string => {
  if (issue.state === 'signed') return `${fault},请 #撤刊 ${issue.number} 原因,再重新 #编发`
  const takeOff = `#撤下 ${issue.number} ${item}`
  return issue.state === 'signing' ? `${fault},请先 #退稿 ${issue.number} 原因,再 ${takeOff}` : `${fault},请先 ${takeOff}`
}
