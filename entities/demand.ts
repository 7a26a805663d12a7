import { Entity, ForeignKey, Index } from 'typeorm'
import { FlagColumn, IdColumn, InstantColumn, RefColumn } from './columns.ts'
import { Matter } from './matter.ts'

/**
 * One matter asked of one unit: of the unit itself or of its people. Written in the transaction that opens the todos, counted into
 * `unit_burdens` by use-cases/burden/count-demands.ts, and kept for as long as it is shown.
 */
@Entity('demands')
@Index('ix_demands_pending', ['countedAt', 'id'])
@Index('ix_demands_asked', ['askedUnitId', 'id'])
@Index('ix_demands_repeated', ['isRepeated', 'id'])
@Index('ix_demands_matter', ['matterId', 'id'])
export class Demand {
  @IdColumn() id!: string
  @RefColumn() @ForeignKey(() => Matter, { name: 'fk_demands_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' }) matterId!: string
  @RefColumn() askedUnitId!: string
  @RefColumn() askingUnitId!: string
  /** When it was asked, as it was spoken. */
  @InstantColumn() askedAt!: number
  /** Asked outside office hours by a person; what the clock opens is planned and never counts. */
  @FlagColumn() isAfterHours!: boolean
  /** Null until it is counted. */
  @InstantColumn({ nullable: true }) countedAt!: number | null
  @FlagColumn() isRepeated!: boolean
  /** The earlier matter it repeats. */
  @RefColumn({ nullable: true }) repeatsId!: string | null
}
