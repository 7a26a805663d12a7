import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, DayColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** That a body used a submission (采用), or that we forwarded it; kept when revoked. */
@Entity('adoptions')
@Index('ux_adoptions_active', ['activeKey'], { unique: true })
@Index('ix_adoptions_submission', ['submissionId', 'id'])
@Index('ix_adoptions_day', ['adoptedOn', 'id'])
@Index('ix_adoptions_issue', ['issueId', 'id'])
export class Adoption {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_adoptions_submission', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  submissionId!: string
  /** adopt, forward, share … as the points rules name it. */
  @CodeColumn() event!: string
  @CodeColumn() level!: string
  @WordsColumn(80) publication!: string
  @WordsColumn(20, { nullable: true }) form!: string | null
  /** May fall in a later month than the report. */
  @DayColumn() adoptedOn!: string
  /** Our own issue that it was printed in. */
  @RefColumn({ nullable: true }) issueId!: string | null
  /** Another body's score, in hundredths, where a rule multiplies it. */
  @IntegerColumn({ nullable: true }) enteredScore!: number | null
  @RefColumn({ nullable: true }) recordedById!: string | null
  @InstantColumn() recordedAt!: number
  /** `<submission>|<event>|<level>|<publication>|<day>` until revoked: the same use is recorded once. */
  @WordsColumn(200, { nullable: true }) activeKey!: string | null
  @InstantColumn({ nullable: true }) revokedAt!: number | null
  @RefColumn({ nullable: true }) revokedById!: string | null
}
