import { Entity, ForeignKey, Index } from 'typeorm'
import { IdColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** A unit's figures in a bulletin as they were counted; what people changed stands in `bulletin_changes`. */
@Entity('bulletin_units')
@Index('ux_bulletin_units', ['matterId', 'unitId'], { unique: true })
export class BulletinUnit {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_bulletin_units_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  @RefColumn() unitId!: string
  /** As they were called when it was counted. */
  @WordsColumn(80) unitName!: string
  @WordsColumn(20) className!: string
  @IntegerColumn() position!: number
  /** Of the period. Points in hundredths, the sum of their lines in the ledger. */
  @IntegerColumn() reported!: number
  @IntegerColumn() adopted!: number
  @IntegerColumn() instructed!: number
  @IntegerColumn() points!: number
  /** From January to the end of the period. */
  @IntegerColumn() yearReported!: number
  @IntegerColumn() yearAdopted!: number
  @IntegerColumn() yearInstructed!: number
  @IntegerColumn() yearPoints!: number
}
