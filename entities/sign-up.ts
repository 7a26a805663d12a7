import { Entity, Index } from 'typeorm'
import { IdColumn, InstantColumn, IntegerColumn, JsonColumn, RefColumn, WordsColumn } from './columns.ts'

/** The digest of an entry's words, and the member it names; null when it names nobody here. */
export type SignUpEntry = [key: string, memberId: string | null]

/**
 * What was last seen of a 接龙, which comes whole at every entry: who was counted from it, and for which matters. Kept only of one that
 * hit an open todo (docs/rules.md, Notices).
 */
@Entity('sign_ups')
@Index('ux_sign_ups', ['groupId', 'headKey'], { unique: true })
@Index('ix_sign_ups_seen', ['seenAt', 'id'])
export class SignUp {
  @IdColumn() id!: string
  @RefColumn() groupId!: string
  /** Digest of the words above the entries. */
  @WordsColumn(64) headKey!: string
  /** Its entries by the digest of their words, each with whom it was taken for. */
  @JsonColumn() entries!: SignUpEntry[]
  @JsonColumn() matterIds!: string[]
  /** When the version that was seen last had been sent. */
  @InstantColumn() sentAt!: number
  @InstantColumn() seenAt!: number
  /** Compare-and-set against two versions at once. */
  @IntegerColumn() version!: number
}
