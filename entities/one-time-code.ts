import { Entity, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'

/**
 * A single-use code, five minutes, five tries (docs/rules.md, People and identity); kept as a hash.
 * `bind`: whoever sends `#绑定 码` becomes the member. `link`: the member who sends it takes the openid. `login`: opens a web session.
 */
@Entity('one_time_codes')
@Index('ix_one_time_codes_handle', ['handle', 'expiresAt', 'id'])
@Index('ix_one_time_codes_member', ['memberId', 'usedAt', 'id'])
@Index('ix_one_time_codes_ticket', ['ticketHash', 'id'])
export class OneTimeCode {
  @IdColumn() id!: string
  @CodeColumn() purpose!: 'bind' | 'link' | 'login'
  /** The code's first digits, which say which row a try is for, so that wrong tries can be counted. */
  @CodeColumn({ length: 8 }) handle!: string
  /** HMAC of the whole code with the office's key. */
  @WordsColumn(64) codeHash!: string
  /** The mini-program's claim while it waits for `link`. */
  @WordsColumn(64, { nullable: true }) ticketHash!: string | null
  @RefColumn({ nullable: true }) memberId!: string | null
  /** The person binding (openid) that `link` will hand to a member. */
  @RefColumn({ nullable: true }) bindingId!: string | null
  @InstantColumn() createdAt!: number
  @InstantColumn() expiresAt!: number
  @IntegerColumn() tries!: number
  @InstantColumn({ nullable: true }) usedAt!: number | null
}
