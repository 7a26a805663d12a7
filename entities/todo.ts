import { Entity, ForeignKey, Index } from 'typeorm'
import type { Duty } from '../rules/lifecycles/index.ts'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/**
 * One open duty of one party on one matter. Lists, lights, reminders, overdue, escalation and statistics read this table and nothing else.
 * Opened and closed by use-cases/matters/change-state.ts.
 */
@Entity('todos')
@Index('ux_todos_open', ['openKey'], { unique: true })
@Index('ix_todos_member', ['memberId', 'closedAt', 'dueAt', 'id'])
@Index('ix_todos_unit', ['unitId', 'closedAt', 'dueAt', 'id'])
// Holds what receipts of a notice are counted by.
@Index('ix_todos_of_matter', ['matterId', 'closedAt', 'duty', 'outcome', 'groupId', 'id'])
@Index('ix_todos_group', ['groupId', 'closedAt', 'openedAt', 'id'])
@Index('ix_todos_reminder', ['nextReminderAt', 'id'])
@Index('ix_todos_level_changes', ['levelChangesAt', 'id'])
export class Todo {
  @IdColumn() id!: string
  @RefColumn() @ForeignKey(() => Matter, { name: 'fk_todos_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' }) matterId!: string
  @CodeColumn() duty!: Duty
  @WordsColumn(28) party!: string
  /** Exactly one of memberId and unitId is set. */
  @RefColumn({ nullable: true }) memberId!: string | null
  @RefColumn({ nullable: true }) unitId!: string | null
  /** `<matter>|<party>|<duty>` while open, null once closed: (matter, party, duty) is unique while open. */
  @WordsColumn(90, { nullable: true }) openKey!: string | null
  @InstantColumn() openedAt!: number
  @InstantColumn({ nullable: true }) dueAt!: number | null
  @InstantColumn({ nullable: true }) acknowledgedAt!: number | null
  @RefColumn({ nullable: true }) acknowledgedById!: string | null
  @InstantColumn({ nullable: true }) closedAt!: number | null
  @RefColumn({ nullable: true }) closedById!: string | null
  /** The action that closed it. */
  @CodeColumn({ nullable: true }) outcome!: string | null
  @IntegerColumn() level!: number
  @InstantColumn({ nullable: true }) levelChangesAt!: number | null
  /** Where its reminders go; null: privately. */
  @RefColumn({ nullable: true }) groupId!: string | null
  @InstantColumn({ nullable: true }) nextReminderAt!: number | null
  /** The policy slot `nextReminderAt` stands for (rules/reminder-policy.ts). */
  @CodeColumn({ nullable: true }) reminderSlot!: string | null
}
