import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, DayColumn, IdColumn, InstantColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** A leader's instruction (批示) on a submission, as statistics and points see it; kept when revoked. */
@Entity('item_instructions')
@Index('ux_item_instructions_active', ['activeKey'], { unique: true })
@Index('ix_item_instructions_submission', ['submissionId', 'id'])
export class ItemInstruction {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_item_instructions_submission', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  submissionId!: string
  @CodeColumn() leaderLevel!: string
  @WordsColumn(40) leader!: string
  @TextColumn() text!: string
  @DayColumn() givenOn!: string
  @WordsColumn(80, { nullable: true }) publication!: string | null
  /** The instruction's own matter, when it is tracked as one. */
  @RefColumn({ nullable: true }) instructionId!: string | null
  @RefColumn({ nullable: true }) recordedById!: string | null
  @InstantColumn() recordedAt!: number
  /** `<submission>|<leader>|<day>` until revoked. */
  @WordsColumn(120, { nullable: true }) activeKey!: string | null
  @InstantColumn({ nullable: true }) revokedAt!: number | null
}
