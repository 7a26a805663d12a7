import { Entity, PrimaryColumn } from 'typeorm'

/**
 * Two letters that stand side by side in a matter's title or body: the index of the search. The newest matters under a pair are one
 * walk along the key. Written by use-cases/matters/index-matter-text.ts.
 */
@Entity('matter_terms')
export class MatterTerm {
  @PrimaryColumn({ type: 'varchar', length: 8 }) term!: string
  /** The matter's number. */
  @PrimaryColumn({ type: 'integer' }) number!: number
}
