/** One cell: nothing in it can end the cell or the line. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/gu, ' ⏎ ')

/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n')

/** A generated page: its text, and at the top what makes it. */
export const page = (title: string, madeFrom: string, parts: readonly string[]): string =>
  [`<!-- Made by \`npm run docs\` from ${madeFrom}. Do not edit: a test compares. -->`, `# ${title}`, ...parts].join('\n\n') + '\n'
