import type { Directory } from '../rules/directory.ts'
import { nameMember, nameUnit } from './names.ts'
import type { Wording } from './tasks.ts'
import { formatDay, formatInstant } from './instants.ts'

const indent = '      '

const named = (directory: Directory, memberIds: readonly string[]): string =>
  memberIds
    .map((id) => directory.findMember(id)?.name ?? '')
    .filter((name) => name !== '')
    .join('、') || '信息科'

export interface ReportedLine {
  number: number
  title: string
  category: string
  authorIds: readonly string[]
  dueAt: number | null
  /** Whose word it waits for now. */
  next: { step: 'head' | 'editors' | 'signer'; memberIds: readonly string[] }
  missing: readonly string[]
  similar: { number: number; title: string; unitId: string; day: string } | null
}

const nextLine = (w: Wording, { number, next }: Pick<ReportedLine, 'number' | 'next'>): string => {
  const who = named(w.directory, next.memberIds)
  if (next.step === 'editors') return `下一步 信息科采编(${who})`
  return next.step === 'head'
    ? `下一步 待 ${who} 审核(#同意 ${number} / #退稿 ${number} 原因)`
    : `下一步 待 ${who} 签发(#签发 ${number} / #退稿 ${number} 原因)`
}

const checkLines = (w: Wording, { number, missing, similar }: Pick<ReportedLine, 'number' | 'missing' | 'similar'>): string[] => [
  ...(missing.length > 0 ? [`${indent}尚缺:${missing.join('、')}(不影响报送)→ #补充 ${number} …`] : []),
  ...(similar
    ? [
        `${indent}与〔${similar.number}〕${similar.title}(${nameUnit(w.directory, similar.unitId)} ${formatDay(w.calendar, similar.day, w.now)}报)相似,重复请 #撤销 ${number} 重复`,
      ]
    : []),
]

/** The reply to #信息. */
export const describeReported = (w: Wording, line: ReportedLine): string =>
  [
    `〔${line.number}〕信息已报:${line.title}`,
    `${indent}类别 ${line.category} 作者 ${line.authorIds.map((id) => nameMember(w.directory, id)).join('、')}`,
    `${indent}${nextLine(w, line)}`,
    ...checkLines(w, line),
  ].join('\n')

/** The private reply to #报忧. */
export const describeProblemReported = (w: Wording, line: ReportedLine): string =>
  [
    `〔${line.number}〕报忧已直报签发人(${named(w.directory, line.next.memberIds)}),群内不显示,信息科跟踪到底`,
    ...(line.dueAt === null ? [] : [`${indent}办理时限 ${formatInstant(w.calendar, line.dueAt, w.now)}`]),
    ...checkLines(w, line),
  ].join('\n')

/** As much of a text as a chat message carries well; the whole of it is one query away. */
const longestExcerpt = 400

const excerpt = (body: string, number: number): string => {
  const letters = [...body]
  return letters.length > longestExcerpt ? `${letters.slice(0, longestExcerpt).join('')}……(全文 #查 ${number})` : body
}

/** Who wrote it, and the units of a joint report. */
export interface AuthoredLine {
  authorId: string
  /** Units of all its authors, the first author's first. */
  unitIds: readonly string[]
}

/** 苏明(发展改革委)报送; 江北区、江南区联合报送 */
const nameAuthors = (directory: Directory, { authorId, unitIds }: AuthoredLine): string =>
  unitIds.length > 1 ? `${unitIds.map((id) => nameUnit(directory, id)).join('、')}联合报送` : `${nameMember(directory, authorId)}报送`

/**
 * Told in private to whoever's word it waits for: the text itself, so that a word is all it takes. `changedTo`: the version it has become
 * since they were told before.
 */
export const describeAwaiting = (
  w: Wording,
  line: Pick<ReportedLine, 'number' | 'title' | 'next'> & AuthoredLine & { body: string; tone: string; changedTo: number | null },
): string =>
  [
    `〔${line.number}〕${line.tone === 'problem' ? '【报忧】' : ''}${line.title}`,
    `${indent}${nameAuthors(w.directory, line)}${line.changedTo === null ? '' : `,已改为第 ${line.changedTo} 版,以此为准`}`,
    excerpt(line.body, line.number),
    `${indent}${nextLine(w, line)}`,
  ].join('\n')

/** Put before what a deputy is asked to sign in the director's place. */
export const describeCalled = (directory: Directory, signerIds: readonly string[], words: string): string =>
  `${named(directory, signerIds)}暂未签发,请您代为审签:\n${words}`

export const describeShelved = (numbers: readonly number[]): string =>
  `${numbers.map((number) => `〔${number}〕`).join('')}已留存,上级采用时仍可 #采用;要再编请 #接收`

export const describeApproved = (w: Wording, matter: { number: number; state: string }, signerIds: readonly string[]): string =>
  matter.state === 'signing'
    ? `〔${matter.number}〕已送签,待 ${named(w.directory, signerIds)} 签发(#签发 ${matter.number})`
    : `〔${matter.number}〕单位审核通过,已送信息科采编`

export const describeSubmissionReturned = (
  w: Wording,
  returned: { number: number; to: 'author' | 'editors'; authorId: string },
  reason: string,
): string =>
  returned.to === 'editors'
    ? `〔${returned.number}〕已退回信息科:${reason}`
    : `〔${returned.number}〕已退 ${w.directory.findMember(returned.authorId)?.name ?? '作者'}:${reason}\n${indent}改好 #改稿 ${returned.number} 标题⏎正文,或 #补充 ${returned.number} …,再 #重报 ${returned.number}`

export const describeSigned = (w: Wording, signed: { number: number; asDeputy: boolean; onBehalfOfId: string | null }): string => {
  const place = signed.asDeputy
    ? '(副主任代签)'
    : signed.onBehalfOfId
      ? `(代 ${w.directory.findMember(signed.onBehalfOfId)?.name ?? '主任'})`
      : ''
  return `〔${signed.number}〕已签发${place},可编入刊物或 #上报 ${signed.number} 报送对象`
}

export const describeSupplemented = (number: number, version: number): string => `〔${number}〕已补充(第 ${version} 版)`
export const describeEdited = (number: number, version: number, wasSigned: boolean): string =>
  `〔${number}〕已改为第 ${version} 版${wasSigned ? ',原签发失效,请重新送签(#同意)' : ''}`
export const describeReceived = (number: number, name: string): string => `〔${number}〕由 ${name} 采编`
export const describeSentUp = (number: number, to: string): string => `〔${number}〕已上报 ${to}`
export const describeMerged = (number: number, title: string, parts: readonly number[]): string =>
  `〔${number}〕已合并 ${parts.map((part) => `〔${part}〕`).join('')}:${title}\n${indent}下一步 #同意 ${number} 送签,或 #编发 编入刊物`

/** 〔131〕 in private: author, limit, where it stands, the text. In a group without the text. */
export const describeSubmission = (
  w: Wording,
  line: AuthoredLine & { number: number; title: string; body: string; stage: string; dueAt: number | null; mergedInto: number | null },
  inPrivate: boolean,
): string =>
  [
    `〔${line.number}〕${line.title}`,
    `${indent}${nameAuthors(w.directory, line)} ${line.mergedInto === null ? line.stage : `已并入〔${line.mergedInto}〕`}${line.dueAt === null ? '' : ` 时限 ${formatInstant(w.calendar, line.dueAt, w.now)}`}`,
    ...(inPrivate ? [line.body] : []),
  ].join('\n')
