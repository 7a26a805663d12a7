import { Entity, Index } from 'typeorm'
import type { MatterKind, MatterState, Urgency } from '../rules/lifecycles/index.ts'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'

/**
 * Anything tracked (事项). Its state is written by use-cases/matters/change-state.ts alone.
 * Ids are made in the order of time, so that every index that ends with `id` gives its rows from oldest to newest.
 */
@Entity('matters')
@Index('ux_matters_number', ['number'], { unique: true })
@Index('ix_matters_state_due', ['state', 'dueAt', 'id'])
@Index('ix_matters_state_level', ['state', 'level', 'id'])
@Index('ix_matters_kind', ['kind', 'state', 'id'])
@Index('ix_matters_issuer', ['issuerId', 'state', 'id'])
@Index('ix_matters_posted_by', ['postedById', 'id'])
@Index('ix_matters_group', ['groupId', 'id'])
@Index('ix_matters_group_due', ['groupId', 'state', 'dueAt', 'id'])
@Index('ix_matters_parent', ['parentId', 'id'])
@Index('ix_matters_level_changes', ['levelChangesAt', 'id'])
@Index('ix_matters_recurrence', ['recurrenceId', 'id'])
export class Matter {
  @IdColumn() id!: string
  /** One counter for all kinds; never reused, never restarted. */
  @IntegerColumn() number!: number
  @CodeColumn() kind!: MatterKind
  @WordsColumn(80) title!: string
  @TextColumn() body!: string
  @CodeColumn() state!: MatterState
  @CodeColumn() urgency!: Urgency
  /** Null while the limit is in question (`set_due` is open). */
  @InstantColumn({ nullable: true }) dueAt!: number | null
  /** The limit as it was written, shown beside the instant. */
  @WordsColumn(80, { nullable: true }) dueText!: string | null
  /** Light: 0 normal, 1 near, 2 behind, 3 overdue; swept at `levelChangesAt`. */
  @IntegerColumn() level!: number
  @InstantColumn({ nullable: true }) levelChangesAt!: number | null
  /** The responsible's last percent; with several, the lowest. */
  @IntegerColumn({ nullable: true }) percent!: number | null
  /** Group of origin; null when it came through the API or in private. */
  @RefColumn({ nullable: true }) groupId!: string | null
  /** The issuer's unit when it was issued. */
  @RefColumn() unitId!: string
  @RefColumn() issuerId!: string
  /** Who wrote it, when a secretary posted on the issuer's behalf. */
  @RefColumn({ nullable: true }) postedById!: string | null
  @RefColumn({ nullable: true }) parentId!: string | null
  @RefColumn({ nullable: true }) recurrenceId!: string | null
  @InstantColumn() createdAt!: number
  @InstantColumn({ nullable: true }) submittedAt!: number | null
  @InstantColumn({ nullable: true }) closedAt!: number | null
  /** Bumped by every change of the row: compare-and-set against concurrent actions. */
  @IntegerColumn() version!: number
}
