import { Entity, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, RefColumn, WordsColumn } from './columns.ts'

/** A signed-in client. The token is random and kept only as a hash; times are the machine clock's. */
@Entity('sessions')
@Index('ux_sessions_token', ['tokenHash'], { unique: true })
@Index('ix_sessions_member', ['memberId', 'id'])
export class Session {
  @IdColumn() id!: string
  @WordsColumn(64) tokenHash!: string
  @RefColumn() memberId!: string
  @CodeColumn() via!: 'miniprogram' | 'code' | 'simulator'
  @InstantColumn() createdAt!: number
  @InstantColumn() lastUsedAt!: number
  @InstantColumn() expiresAt!: number
  @InstantColumn({ nullable: true }) revokedAt!: number | null
}
