import type { Span } from './task-text.ts'

/** What the words of a 外出报备 say beside its days. */
export interface AbsenceText {
  place: string | null
  /** Who presides meanwhile, as it was written. */
  presiding: string | null
  /** Why, with the place: the words less days and who presides. */
  reason: string
}

const presides =
  /[,\uFF0C。;\uFF1B、\s]*(?:期间)?(?:日常)?(?:工作)?(?:由|请|委托|交)?\s*@?([\p{Script=Han}·]{2,4}?)\s*(?:同志|局长|主任)?\s*(?:临时|代为)?(?:主持|负责)(?:局里|单位|日常|全面)*(?:工作)?/u
const place =
  /(?:赴|前往|去|到|在)\s*([\p{Script=Han}A-Za-z]{2,12}?)(?=参加|出席|考察|学习|开会|调研|培训|出差|办理|汇报|休假|招商|对接|就医|探亲|[,\uFF0C。;\uFF1B\s]|$)/u

/** Reads place and who presides; `cuts` are the days, as they stand in the text. */
export const readAbsenceText = (text: string, cuts: readonly Span[]): AbsenceText => {
  const blanked = cuts.reduce((rest, { from, to }) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to), text)
  const who = presides.exec(blanked)
  const rest = (who ? blanked.replace(who[0], ' ') : blanked).replace(/\s+/gu, ' ')
  const reason = rest.replace(/^[\s,\uFF0C。;\uFF1B、至到]+|[\s,\uFF0C。;\uFF1B、]+$/gu, '')
  return { place: place.exec(reason)?.[1] ?? null, presiding: who?.[1] ?? null, reason }
}
