/** 2026年11月政务信息报送要点 */
export const topicsTitle = (month: string | null): string =>
  month === null ? '政务信息报送要点' : `${month.slice(0, 4)}年${Number(month.slice(5))}月政务信息报送要点`

const edges = /^[\s,\uFF0C、。;\uFF1B:\uFF1A]+|[\s,\uFF0C、;\uFF1B:\uFF1A]+$/gu

const topicLabel = /^(?:约稿)?(?:主\s*题|题\s*目)\s*[:\uFF1A]\s*/u
const requirementLabel = /^(?:报送)?要\s*求\s*[:\uFF1A]\s*/u

/** The words without the topic they begin with, which is the heading above them, and without the labels of a form. */
const withoutTopic = (words: string, title: string): string => {
  const said = words.replace(topicLabel, '')
  const rest = said.startsWith(title) ? said.slice(title.length).replaceAll(edges, '').trim() : said
  return rest.replace(requirementLabel, '')
}

/** What a call asks for beside its topic, without the names and the limit that stand elsewhere; empty when nothing is left. */
export const requirementsOf = ({ title, body, dueText }: { title: string; body: string; dueText: string | null }): string => {
  const text = body.replaceAll(/@[^\s,\uFF0C、。;\uFF1B]+/gu, '').replace(dueText ?? '', '')
  const words = text
    .split('\n')
    .map((line) => line.replaceAll(/[,\uFF0C、;\uFF1B]{2,}/gu, ',').replaceAll(edges, ''))
    .filter((line) => line !== '')
    .join('\n')
  return withoutTopic(words, title)
}
