import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, DayColumn, IdColumn, InstantColumn, IntegerColumn, JsonColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** What a submission (信息) is beside its matter, one row each; the matter holds title, body, state and due. */
@Entity('submissions')
@Index('ix_submissions_unit', ['unitId', 'reportMonth', 'matterId'])
@Index('ix_submissions_author', ['authorId', 'reportMonth', 'matterId'])
@Index('ix_submissions_category', ['category', 'reportMonth', 'matterId'])
@Index('ix_submissions_month', ['reportMonth', 'matterId'])
@Index('ix_submissions_reported', ['reportedAt', 'matterId'])
@Index('ix_submissions_call', ['callId', 'unitId', 'matterId'])
@Index('ix_submissions_recount', ['recountAt', 'matterId'])
@Index('ix_submissions_merged', ['mergedIntoId', 'matterId'])
export class Submission {
  @IdColumn()
  @ForeignKey(() => Matter, { name: 'fk_submissions_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** A code of settings.submissions.categories. */
  @CodeColumn() category!: string
  /** 报喜 or 报忧. */
  @CodeColumn() tone!: 'positive' | 'problem'
  /** The first author and their unit when it was reported. */
  @RefColumn() authorId!: string
  @RefColumn() unitId!: string
  /** The call it answers. */
  @RefColumn({ nullable: true }) callId!: string | null
  @IntegerColumn() version!: number
  /** When it was first submitted, as it was spoken; null while it is a draft. */
  @InstantColumn({ nullable: true }) reportedAt!: number | null
  @DayColumn({ nullable: true }) reportedOn!: string | null
  /** `YYYY-MM` */
  @WordsColumn(7, { nullable: true }) reportMonth!: string | null
  /** The joint report that this one went into. */
  @RefColumn({ nullable: true }) mergedIntoId!: string | null
  @InstantColumn({ nullable: true }) sentUpAt!: number | null
  @WordsColumn(80, { nullable: true }) sentUpTo!: string | null
  /** Signature of its words for the near-duplicate check (rules/fingerprint.ts). */
  @WordsColumn(200, { nullable: true }) fingerprint!: string | null
  /** Since when points and figures are behind its facts; null when they are in line (use-cases/statistics/). */
  @InstantColumn({ nullable: true }) recountAt!: number | null
  /** What it has added to `figures`; the next count adds the difference. */
  @JsonColumn({ nullable: true }) counted!: Record<string, number> | null
}
