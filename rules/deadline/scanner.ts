/** A sticky expression: it matches at the given place or not at all. */
export const sticky = (source: string): RegExp => new RegExp(source, 'y')

/** The match of a sticky expression at an index of the text. */
export function matchAt(text: string, at: number, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

/** A piece of grammar that was found, and where the text goes on. */
export interface Parsed<T> {
  value: T
  to: number
}

/** Between the two ends of a range. */
export const RANGE = '(?:起?,?(?:一直|直)?[到至](?!达|期|少|今|多|位|场)|-{1,3})'
