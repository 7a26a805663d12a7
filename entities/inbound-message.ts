import { Entity, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'

/** A message that was for the bot; unique per network id, so that a second delivery has no second effect. */
@Entity('inbound_messages')
@Index('ux_inbound_external', ['channel', 'account', 'externalId'], { unique: true })
@Index('ix_inbound_received', ['receivedAt', 'id'])
@Index('ix_inbound_group', ['groupId', 'receivedAt', 'id'])
@Index('ix_inbound_member', ['memberId', 'receivedAt', 'id'])
export class InboundMessageRow {
  @IdColumn() id!: string
  @CodeColumn() channel!: string
  @WordsColumn(120) account!: string
  @WordsColumn(160) externalId!: string
  @RefColumn({ nullable: true }) groupId!: string | null
  @RefColumn({ nullable: true }) memberId!: string | null
  @TextColumn() text!: string
  @InstantColumn() sentAt!: number
  @InstantColumn() receivedAt!: number
  /**
   * `failed`: answered with the fixed sentence and `reference`; kept for a person to look at. `held`: beyond what one person may send in a
   * while; kept, not acted on, named in a summary.
   */
  @CodeColumn() state!: 'done' | 'failed' | 'held'
  @CodeColumn({ nullable: true }) reference!: string | null
  @TextColumn({ nullable: true }) error!: string | null
}
