import { composeTitle, type Span } from './task-text.ts'

/** 主题: as forms have it, and the empty 时限: 单位: that what was cut leaves behind. */
const topicLabel = /^\s*(?:约稿)?(?:主\s*题|题\s*目)\s*[:\uFF1A]\s*/u
const emptyLabel =
  /[\s,\uFF0C;\uFF1B。]+(?:时\s*限|截止(?:时间)?|报送(?:时间|时限)|(?:报送|约稿)?单位)\s*(?:[:\uFF1A]\s*(?=[\s,\uFF0C;\uFF1B。]|$)|$)/gu
/** 请…报送: what is left of it once the names are cut. */
const leftAsking = /[\s,\uFF0C;\uFF1B。、]+(?:请(?:务必)?)?(?:按时)?(?:报送|上报|报来|提供|报)?[\s,\uFF0C;\uFF1B。、]*$/u

/** The topic of a call (约稿): its words less limit, units, labels and the asking itself (docs/rules.md, Numbers and titles). */
export const composeTopic = (body: string, cuts: readonly Span[]): string => {
  const [line = ''] = body.trim().split(/\n/u)
  const lead = body.indexOf(line)
  const label = topicLabel.exec(line)?.[0].length ?? 0
  const title = composeTitle(body, [...cuts, { from: lead, to: lead + label }])
  const rest = title.replaceAll(emptyLabel, '').replace(leftAsking, '').trim()
  return rest === '' ? title : rest
}
