import { Entity, PrimaryColumn } from 'typeorm'
import { TextColumn } from './columns.ts'

/** The term under which a matter's words stand whole; no pair of letters is empty. */
export const wholeText = ''

/**
 * Two letters that stand side by side in a matter's title or body: the index of the search. The newest matters under a pair are one
 * walk along the key. Beside its pairs every matter has one row under `wholeText`. Written by use-cases/matters/index-matter-text.ts.
 */
@Entity('matter_terms')
export class MatterTerm {
  @PrimaryColumn({ type: 'varchar', length: 8 }) term!: string
  /** The matter's number. */
  @PrimaryColumn({ type: 'integer' }) number!: number
  /** Under `wholeText`, title and body as they are searched (rules/text-terms.ts): what a phrase is checked against; null under a pair. */
  @TextColumn({ nullable: true }) words!: string | null
}
