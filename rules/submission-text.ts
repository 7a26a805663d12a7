import type { OfficeSettings } from './office-settings.ts'

type Category = OfficeSettings['submissions']['categories'][number]

/** What a submission's words say of themselves. */
export interface SubmissionText {
  /** A category's code, when the text begins with its mark. */
  category: string | null
  title: string
  body: string
}

const mark =
  /^\s*(?:[【[(\uFF08〔]\s*(?<bracketed>[^】\])\uFF09〕\s]{2,10})\s*[】\])\uFF09〕]|(?<named>\p{Script=Han}{2,8})\s*[:\uFF1A])\s*/u

/** As long as a title column allows; a longer first line stays whole in the body. */
const longestTitle = 60

const clip = (text: string): string => {
  const letters = [...text]
  return letters.length > longestTitle ? `${letters.slice(0, longestTitle - 1).join('')}…` : text
}

/** 标题: and 正文: as forms have them; the words behind them are what is meant. */
const titleLabel = /^(?:信息)?标\s*题\s*[:\uFF1A]\s*/u
const bodyLabel = /^(?:信息)?(?:正\s*文|内\s*容)\s*[:\uFF1A]\s*/u

const sentenceEnd = /[。;\uFF1B!\uFF01?\uFF1F]/u

/**
 * `【经验】标题⏎正文`: an optional category mark, the first line as title, the rest as body; 标题: and 正文: before them are no part of
 * them. A text of one line is titled by its first sentence and stays whole as body.
 */
export const readSubmissionText = (text: string, categories: readonly Category[]): SubmissionText => {
  const found = mark.exec(text)
  const word = found?.groups?.['bracketed'] ?? found?.groups?.['named']
  const category =
    word === undefined ? undefined : categories.find(({ name }) => name === word || (word.length > 2 && name.startsWith(word)))
  const rest = (category && found ? text.slice(found[0].length) : text).trim().replace(titleLabel, '')
  const [first = '', ...others] = rest.split(/\s*\n\s*/u)
  const code = category?.code ?? null
  const body = others.join('\n').trim().replace(bodyLabel, '')
  if (body !== '' && [...first].length <= longestTitle) return { category: code, title: first, body }
  const sentence = first.split(sentenceEnd)[0] ?? first
  return { category: code, title: clip(sentence || first), body: rest }
}
