import { Entity, ForeignKey, Index } from 'typeorm'
import { DayColumn, FlagColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'
import { Publication } from './publication.ts'

/** One issue (一期) of a publication, beside its matter. Numbered when it is signed; its date is the day of signing. */
@Entity('issues')
@Index('ux_issues_number', ['publicationId', 'supplement', 'year', 'serial'], { unique: true })
@Index('ix_issues_publication', ['publicationId', 'matterId'])
export class Issue {
  @IdColumn()
  @ForeignKey(() => Matter, { name: 'fk_issues_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  @RefColumn()
  @ForeignKey(() => Publication, { name: 'fk_issues_publication', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  publicationId!: string
  /** 增刊 has its own series. */
  @FlagColumn() supplement!: boolean
  /** Year and number of its series, and the number since the publication began; null until signed. */
  @IntegerColumn({ nullable: true }) year!: number | null
  @IntegerColumn({ nullable: true }) serial!: number | null
  @IntegerColumn({ nullable: true }) total!: number | null
  @DayColumn({ nullable: true }) signedOn!: string | null
  /** 编者按 */
  @TextColumn({ nullable: true }) editorNote!: string | null
  /** Which role of the review chain has it now, from 0. */
  @IntegerColumn() step!: number
  @InstantColumn({ nullable: true }) publishedAt!: number | null
  @WordsColumn(200, { nullable: true }) withdrawnReason!: string | null
}
