import { Entity, Index } from 'typeorm'
import { IdColumn, InstantColumn, IntegerColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'

/** The answer given to a POST with an `Idempotency-Key`; a repeat gets it again. Swept after a day. */
@Entity('idempotency_records')
@Index('ux_idempotency_records', ['memberId', 'requestKey'], { unique: true })
@Index('ix_idempotency_records_expiry', ['expiresAt', 'id'])
export class IdempotencyRecord {
  @IdColumn() id!: string
  @RefColumn() memberId!: string
  @WordsColumn(80) requestKey!: string
  /** Method, path and body: the same key with another request is refused. */
  @WordsColumn(64) requestDigest!: string
  @IntegerColumn() status!: number
  @TextColumn() body!: string
  @InstantColumn() expiresAt!: number
}
