import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** One line of a matter's timeline; append-only. */
@Entity('matter_events')
@Index('ix_matter_events_matter', ['matterId', 'at', 'id'])
@Index('ix_matter_events_message', ['messageId', 'id'])
export class MatterEvent {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_matter_events_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  @InstantColumn() at!: number
  /** Null for the clock. */
  @RefColumn({ nullable: true }) actorId!: string | null
  /** The member for whom a delegate or secretary acted. */
  @RefColumn({ nullable: true }) onBehalfOfId!: string | null
  @CodeColumn() action!: string
  @TextColumn() text!: string
  @JsonColumn({ nullable: true }) data!: Record<string, unknown> | null
  /** The inbound message it came from; null through the API or by the clock. */
  @RefColumn({ nullable: true }) messageId!: string | null
}
