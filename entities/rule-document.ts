import { Entity, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, WordsColumn } from './columns.ts'

/** The office's own rules as data; the last row of a name is in force, the earlier ones stay. */
@Entity('rule_documents')
@Index('ix_rule_documents_name', ['name', 'id'])
export class RuleDocument {
  @IdColumn() id!: string
  /** points, quotas, ranking. */
  @CodeColumn() name!: string
  @JsonColumn() document!: unknown
  @WordsColumn(200) reason!: string
  /** Null: laid down with the office. */
  @RefColumn({ nullable: true }) changedById!: string | null
  @InstantColumn() changedAt!: number
}
