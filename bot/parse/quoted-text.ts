/** What somebody says under words that they quote. */
export interface QuotedText {
  text: string
  quote?: { text: string; from: string }
}

const quoted = /^「([^：:\n]{1,64})[：:]([\s\S]*)」[ \t]*\r?\n[-—–─－_ \t]{5,}\r?\n([\s\S]*)$/

/** Takes a quote that a network writes into the text, `「名字：原文」` over a dashed line, out of it; of a quote in a quote the words alone are kept. */
export function readQuotedText(text: string): QuotedText {
  const [, from, words, body] = quoted.exec(text) ?? []
  if (from === undefined || words === undefined || body === undefined) return { text }
  return { text: body, quote: { text: readQuotedText(words).text, from } }
}
