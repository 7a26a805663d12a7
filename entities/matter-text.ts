import { Entity, Index, PrimaryColumn } from 'typeorm'
import { TextColumn } from './columns.ts'

/**
 * The searchable words of a matter's title and body, written by use-cases/matters/index-matter-text.ts.
 * The full-text index over them is made by a migration: FULLTEXT on MariaDB, an FTS5 table kept by triggers on SQLite.
 */
@Entity('matter_texts')
@Index('ft_matter_texts', { synchronize: false })
export class MatterText {
  /** The matter's number: an integer key, which is also the row id of the FTS5 table. */
  @PrimaryColumn({ type: 'integer' }) number!: number
  /** Overlapping bigrams as ASCII words (rules/text-terms.ts). */
  @TextColumn() terms!: string
}
