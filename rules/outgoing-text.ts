const zeroWidth = '\u200B'
const everyone = /([@＠])(?=所有人|全体成员|全员|all(?![a-z])|everyone|here(?![a-z])|channel(?![a-z]))/giu
/** `<@` is how markdown networks write a mention. */
const markupMention = /<@/gu
const tagAtLineStart = /^([\s\u200B-\u200F\u2060\u3000\uFEFF]*[#＃])(?=[^\s#＃])/gmu
const tagAtStart = /^[\s\u200B-\u200F\u2060\u3000\uFEFF]*[#＃【]/u
/** Control characters other than tab and line feed, and the marks that turn the writing direction round. */
const unwanted = /(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu

/**
 * Words as they may leave the bot: nobody's text in them can mention everyone or give a tag to any bot (docs/rules.md, Answers).
 * People read the same characters; a line copied back to us means the same, because zero-width characters are normal input.
 */
export const makeOutgoingText = (text: string): string => {
  const clean = text
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(unwanted, '')
    .replaceAll(everyone, `$1${zeroWidth}`)
    .replaceAll(markupMention, `<${zeroWidth}@`)
  // A tag that opens the whole message would be read even through zero-width characters: something visible stands before it.
  return (tagAtStart.test(clean) ? `· ${clean}` : clean).replaceAll(tagAtLineStart, `$1${zeroWidth}`)
}

/** Whether an echoed text is (the beginning of) what was sent: networks trim, fold white space and split long words. */
export const isEchoOf = (sent: string, echoed: string): boolean => {
  const bare = (text: string): string => text.replaceAll(/[\s\u200B-\u200F\u2060\uFEFF]+/gu, '')
  const echo = bare(echoed)
  return echo !== '' && bare(sent).startsWith(echo)
}
