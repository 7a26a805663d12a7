import { Entity, ForeignKey, Index } from 'typeorm'
import { FlagColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** A leader's signature on one exact text of a submission or an issue; append-only. Without it nothing goes up. */
@Entity('signatures')
@Index('ix_signatures_matter', ['matterId', 'id'])
export class Signature {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_signatures_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** The version signed; for an issue the matter's own version. */
  @IntegerColumn() version!: number
  /** SM3 of what was signed, hex. */
  @WordsColumn(64) digest!: string
  @RefColumn() signerId!: string
  /** A deputy signed because the director was absent, away or silent too long. */
  @FlagColumn() asDeputy!: boolean
  /** For whom a stand-in signed. */
  @RefColumn({ nullable: true }) onBehalfOfId!: string | null
  @InstantColumn() at!: number
}
