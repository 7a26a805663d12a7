import { Entity, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, RefColumn, WordsColumn } from './columns.ts'

/**
 * The only place that holds external ids: a chat contact, a chat group or a mini-program openid.
 * A contact seen but not bound has neither member nor group; a group seen for the first time has its group at once.
 */
@Entity('bindings')
@Index('ux_bindings_external', ['channel', 'account', 'externalId'], { unique: true })
@Index('ix_bindings_member', ['memberId', 'id'])
@Index('ix_bindings_group', ['groupId', 'id'])
export class Binding {
  @IdColumn() id!: string
  @CodeColumn() channel!: string
  /** The bot's own login there (or the mini-program's app id). */
  @WordsColumn(120) account!: string
  @WordsColumn(160) externalId!: string
  @CodeColumn({ length: 8 }) subject!: 'person' | 'group'
  @RefColumn({ nullable: true }) memberId!: string | null
  @RefColumn({ nullable: true }) groupId!: string | null
  @WordsColumn(80) lastSeenName!: string
  @InstantColumn() boundAt!: number
  /** Null after a match by nickname: readable, but acting waits for the owner or a code. */
  @InstantColumn({ nullable: true }) confirmedAt!: number | null
}
