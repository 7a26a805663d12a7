import { Entity, ForeignKey, Index } from 'typeorm'
import { DayColumn, IdColumn, IntegerColumn, RefColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** Who wrote a submission and for which unit: authors, co-authors, and everybody whose item went into a joint report. */
@Entity('submission_authors')
@Index('ux_submission_authors', ['matterId', 'memberId'], { unique: true })
@Index('ix_submission_authors_unit', ['unitId', 'reportedOn', 'id'])
@Index('ix_submission_authors_member', ['memberId', 'matterId', 'id'])
export class SubmissionAuthor {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_submission_authors_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  @RefColumn() memberId!: string
  /** Their unit when they reported. */
  @RefColumn() unitId!: string
  /** 1 for the first author. */
  @IntegerColumn() position!: number
  /** When it was reported; null for a draft, and for a joint report, whose parts were. */
  @DayColumn({ nullable: true }) reportedOn!: string | null
}
