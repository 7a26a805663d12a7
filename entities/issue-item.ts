import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, IdColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** A submission's place in an issue, in the version that is printed. */
@Entity('issue_items')
@Index('ux_issue_items', ['issueId', 'submissionId'], { unique: true })
@Index('ix_issue_items_submission', ['submissionId', 'id'])
export class IssueItem {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_issue_items_issue', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  issueId!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_issue_items_submission', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  submissionId!: string
  @IntegerColumn() version!: number
  /** From 1. */
  @IntegerColumn() position!: number
  @WordsColumn(80) heading!: string
  /** How it is used: single, brief, combined … as the points rules name it. */
  @CodeColumn({ nullable: true }) form!: string | null
}
