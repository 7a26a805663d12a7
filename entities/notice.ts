import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, FlagColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** What a notice (通知) or a delivered document (公文) has beside its matter (docs/rules.md, Notices). */
@Entity('notices')
@Index('ux_notices_same', ['sameKey'], { unique: true })
@Index('ix_notices_issuer', ['issuerId', 'fingerprint', 'postedAt', 'matterId'])
@Index('ix_notices_of_issuer', ['issuerId', 'matterId'])
@Index('ix_notices_form', ['form', 'matterId'])
@Index('ix_notices_document', ['documentNumber', 'matterId'])
export class Notice {
  @IdColumn() @ForeignKey(() => Matter, { name: 'fk_notices_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' }) matterId!: string
  @CodeColumn() form!: 'notice' | 'document'
  /** 临政办发〔2026〕15号 */
  @WordsColumn(60, { nullable: true }) documentNumber!: string | null
  /** Whether anybody owes 签收. */
  @FlagColumn() needsReceipt!: boolean
  @RefColumn() issuerId!: string
  /** Digest of the words without blanks and punctuation. */
  @WordsColumn(64) fingerprint!: string
  /** One author's words of one day are one notice, however many groups get them at once. */
  @WordsColumn(120) sameKey!: string
  /** When it was last posted in a group. */
  @InstantColumn() postedAt!: number
  /** When its groups were told the count at the deadline; null while that is to come. */
  @InstantColumn({ nullable: true }) summarisedAt!: number | null
  /** How many it asked and how many signed, written when it is closed and true as long as it is; null before. */
  @IntegerColumn({ nullable: true }) asked!: number | null
  @IntegerColumn({ nullable: true }) signed!: number | null
}
