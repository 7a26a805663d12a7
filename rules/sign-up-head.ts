import { bareText } from './bare-text.ts'
import { bigramsOf } from './similarity.ts'

/** Words with which people only ask each other to say that they have read something. */
const plainWords = /请|各位|大家|同志|收到|签收|已阅|阅知|知悉|接龙|回复|确认|通知|的|后|在此|按|顺序|例/gu

/** Whether a head says nothing but "sign here": it is about whatever was posted last. */
export const isPlainHead = (head: string): boolean => bareText(head).replaceAll(plainWords, '') === ''

/** So many pairs of letters, and so much of the head, standing in the matter's words are no accident. */
const enoughPairs = 4
const enoughShare = 0.6

/** How much of the first text's pairs of letters stands in the second; 0 when too few do to mean anything. */
const shareOf = (some: string, all: string): number => {
  const said = new Set(bigramsOf(all))
  const pairs = bigramsOf(some)
  const shared = pairs.filter((pair) => said.has(pair)).length
  return shared < enoughPairs ? 0 : shared / pairs.length
}

/**
 * How much a 接龙 with this head is about a matter, 0 to 1; 0 when it is about something else: most of its head stands in the matter's
 * words, or most of the matter's title in the head. A list of who comes to lunch says nothing of what was read. Pure.
 */
export const headLikeness = (head: string, { title, body }: { title: string; body: string }): number => {
  const likeness = Math.max(shareOf(head, `${title} ${body}`), shareOf(title, head))
  return likeness >= enoughShare ? likeness : 0
}
