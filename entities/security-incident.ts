import { Entity, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, RefColumn, WordsColumn } from './columns.ts'

/** A message with a secrecy marking: who, when, where and a digest; never the text (docs/rules.md, Secrecy). */
@Entity('security_incidents')
@Index('ix_security_incidents_at', ['at', 'id'])
@Index('ux_security_incidents_message', ['channel', 'account', 'externalId'], { unique: true })
export class SecurityIncident {
  @IdColumn() id!: string
  @InstantColumn() at!: number
  @CodeColumn() channel!: string
  @WordsColumn(120) account!: string
  @WordsColumn(160) externalId!: string
  @RefColumn({ nullable: true }) memberId!: string | null
  @RefColumn({ nullable: true }) groupId!: string | null
  @WordsColumn(20) marking!: string
  @WordsColumn(64) digest!: string
}
