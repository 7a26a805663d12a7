import { Entity, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, RefColumn } from './columns.ts'

/**
 * One person may act for another. `stand_in`: while away, until `endsAt` (#代理); `posting`: a secretary may post tasks in the
 * leader's name, until taken back (#授权).
 */
@Entity('delegations')
@Index('ix_delegations_from', ['fromId', 'kind', 'revokedAt', 'id'])
@Index('ix_delegations_to', ['toId', 'kind', 'revokedAt', 'id'])
export class Delegation {
  @IdColumn() id!: string
  @CodeColumn() kind!: 'stand_in' | 'posting'
  @RefColumn() fromId!: string
  @RefColumn() toId!: string
  @InstantColumn() startsAt!: number
  @InstantColumn({ nullable: true }) endsAt!: number | null
  @InstantColumn({ nullable: true }) revokedAt!: number | null
}
