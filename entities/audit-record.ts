import { Entity, Index, PrimaryColumn } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, JsonColumn, RefColumn, WordsColumn } from './columns.ts'

/** Rights, reads of restricted things, exports, sessions. Append-only; chained by one leased job so that writers never wait. */
@Entity('audit_records')
@Index('ux_audit_records_sequence', ['sequence'], { unique: true })
@Index('ix_audit_records_at', ['at', 'id'])
export class AuditRecord {
  @IdColumn() id!: string
  @InstantColumn() at!: number
  /** Null for the command line on the machine itself and for the clock. */
  @RefColumn({ nullable: true }) actorId!: string | null
  @CodeColumn() action!: string
  @WordsColumn(80, { nullable: true }) subject!: string | null
  @JsonColumn({ nullable: true }) detail!: Record<string, unknown> | null
  /** Place in the chain; null until the chaining job has come by. */
  @IntegerColumn({ nullable: true }) sequence!: number | null
  /** SM3 over the previous digest and this record. */
  @WordsColumn(64, { nullable: true }) digest!: string | null
}

/** The chain's tail, one row with id 1: reading the table's own tail under load deadlocks on MariaDB. */
@Entity('audit_head')
export class AuditHead {
  @PrimaryColumn({ type: 'integer' }) id!: number
  @IntegerColumn() sequence!: number
  @WordsColumn(64) digest!: string
}
