import { Entity, Index } from 'typeorm'
import type { MatterKind, Urgency } from '../rules/lifecycles/index.ts'
import { CodeColumn, FlagColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'

/** A recurring task or call (每月10日前…): the template and its rule; the clock opens one occurrence at a time. */
@Entity('recurrences')
@Index('ix_recurrences_next', ['nextOpensAt', 'id'])
export class Recurrence {
  @IdColumn() id!: string
  /** What an occurrence is; null: a task. */
  @CodeColumn({ nullable: true }) kind!: MatterKind | null
  @WordsColumn(80) title!: string
  @TextColumn() body!: string
  @CodeColumn() urgency!: Urgency
  @WordsColumn(80) ruleText!: string
  /** A recurring rule of rules/deadline. */
  @JsonColumn() rule!: unknown
  @JsonColumn() parties!: { party: string; role: 'responsible' | 'assisting' }[]
  @RefColumn({ nullable: true }) groupId!: string | null
  @RefColumn() issuerId!: string
  @RefColumn({ nullable: true }) postedById!: string | null
  /** When the next occurrence opens; null once ended. */
  @InstantColumn({ nullable: true }) nextOpensAt!: number | null
  @FlagColumn() skipNext!: boolean
  @InstantColumn({ nullable: true }) endedAt!: number | null
  @InstantColumn() createdAt!: number
}
