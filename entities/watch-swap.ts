import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, DayColumn, IdColumn, InstantColumn, RefColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** A change of shifts that the other one has to agree to. */
@Entity('watch_swaps')
@Index('ix_watch_swaps_to', ['matterId', 'toId', 'state', 'id'])
export class WatchSwap {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_watch_swaps_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  @RefColumn() fromId!: string
  @RefColumn() toId!: string
  /** Of whose day the slots go to the other. */
  @DayColumn() day!: string
  /** The day of the other's that is taken in return; null: none. */
  @DayColumn({ nullable: true }) backDay!: string | null
  /** withdrawn: by whoever asked, or because its slots are not theirs any more; expired: its slots began without an answer. */
  @CodeColumn() state!: 'asked' | 'agreed' | 'refused' | 'withdrawn' | 'expired'
  @InstantColumn() askedAt!: number
  @InstantColumn({ nullable: true }) decidedAt!: number | null
}
