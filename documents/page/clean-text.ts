/** What XML 1.0 cannot carry (control characters, half a surrogate pair, U+FFFE, U+FFFF), and marks that turn the reading direction round. */
const unprintable = /[\p{Cc}\p{Cs}\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069\u2028\u2029]/gu

/** Text with line feeds as its only control characters: tabs become spaces, every other kind of line end becomes a line feed. */
export const cleanText = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u2028\u2029\u0085\v\f]/gu, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(unprintable, (found) => (found === '\n' ? found : ''))

/** One line: what {@link cleanText} leaves, with line feeds and runs of spaces as one space. Full-width spaces inside a name stay. */
export const cleanLine = (text: string): string =>
  cleanText(text)
    .replaceAll(/[ \n]+/gu, ' ')
    .trim()

/** The paragraphs of a text: one for each line that says something, without the indents people type (spaces, full-width ones too). */
export const paragraphsOf = (text: string): string[] =>
  cleanText(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
