import { Entity, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, JsonColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'

/** Words on their way out. Written in the transaction that decided them; claimed, sent and settled by bot/deliver-outbound.ts. */
@Entity('outbound_messages')
@Index('ux_outbound_dedupe', ['dedupeKey'], { unique: true })
@Index('ix_outbound_queue', ['state', 'lane', 'notBefore', 'id'])
@Index('ix_outbound_group', ['groupId', 'createdAt', 'id'])
@Index('ix_outbound_member', ['memberId', 'createdAt', 'id'])
export class OutboundMessage {
  @IdColumn() id!: string
  @WordsColumn(160) dedupeKey!: string
  @CodeColumn() purpose!: 'reply' | 'reminder' | 'notice' | 'summary'
  /** 0 replies, 1 broadcasts: a broadcast never makes a reply wait. */
  @IntegerColumn() lane!: number
  /** Exactly one of groupId, memberId and bindingId (a contact not bound yet). */
  @RefColumn({ nullable: true }) groupId!: string | null
  @RefColumn({ nullable: true }) memberId!: string | null
  @RefColumn({ nullable: true }) bindingId!: string | null
  @TextColumn() text!: string
  /** Our ids (members, or bindings not bound yet); they become external ids when it is sent. */
  @JsonColumn() mentionIds!: string[]
  /**
   * `unknown`: sent, but the network did not say so; settled by our own echo. `in_app`: the person cannot be reached in private
   * on any chat, so it stands in the mini-program. `expired`: a reply that came too late; told in a summary.
   */
  @CodeColumn() state!: 'ready' | 'claimed' | 'unknown' | 'sent' | 'in_app' | 'expired' | 'failed'
  @IntegerColumn() attempts!: number
  /** The process that claimed it. */
  @WordsColumn(40, { nullable: true }) claimedBy!: string | null
  /** Machine clock. claimed: when the claim is taken for lost; unknown: until when our echo is waited for; ready: no new try before. */
  @InstantColumn({ nullable: true }) leaseUntil!: number | null
  /** Office clock. */
  @InstantColumn() notBefore!: number
  @InstantColumn({ nullable: true }) expiresAt!: number | null
  @InstantColumn() createdAt!: number
  @InstantColumn({ nullable: true }) settledAt!: number | null
  @WordsColumn(160, { nullable: true }) externalId!: string | null
  @TextColumn({ nullable: true }) error!: string | null
}
