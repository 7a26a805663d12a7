export type DatabaseKind = 'sqlite' | 'mariadb'

export interface BenchOptions {
  databases: readonly DatabaseKind[]
  /** The sizes of the promises (a million matters, a minute of burst), which take their time. */
  large: boolean
  /** How often each thing is measured; absent: as often as the part thinks right. */
  rounds: number | undefined
  /** Told of every figure as it comes. */
  say: (text: string) => void
}

/** What a part found, to be read by people. */
export interface Table {
  title: string
  head: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

export interface Part {
  name: string
  /** One line for the help. */
  about: string
  run(options: BenchOptions): Promise<Table[]>
}

/** A table as Markdown, columns aligned for a terminal as well; a Chinese letter is two columns wide. */
export const printTable = ({ title, head, rows }: Table): string => {
  const lines = [head, ...rows].map((line) => line.map(String))
  const widthOf = (text: string): number => text.replaceAll(/[\u2E80-\uFFE6]/gu, '__').length
  const widths = head.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))))
  const print = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join(' | ')} |`
  const [first = [], ...rest] = lines
  return [`### ${title}`, '', print(first), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rest.map(print)].join('\n')
}

/** A figure against its goal. */
export const judge = (isMet: boolean, goal: string): string => `${isMet ? '✓' : '✗'} ${goal}`
