import { Entity, ForeignKey, Index } from 'typeorm'
import { IdColumn, InstantColumn, IntegerColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** Every text a submission ever had; append-only. The last one equals the matter's title and body. */
@Entity('submission_versions')
@Index('ux_submission_versions', ['matterId', 'version'], { unique: true })
export class SubmissionVersion {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_submission_versions_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  @IntegerColumn() version!: number
  @WordsColumn(80) title!: string
  @TextColumn() body!: string
  /** SM3 of title and body, hex: what a signature names. */
  @WordsColumn(64) digest!: string
  @RefColumn() editorId!: string
  @InstantColumn() at!: number
  /** Why it was changed, when the editor said so. */
  @WordsColumn(200, { nullable: true }) reason!: string | null
}
