import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, DayColumn, IdColumn, InstantColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'
import { Unit } from './unit.ts'

/** A person of the office. Chat contacts and openids reach it through bindings only. */
@Entity('members')
@Index('ux_members_staff_no', ['staffNo'], { unique: true })
@Index('ix_members_unit', ['unitId', 'id'])
export class Member {
  @IdColumn() id!: string
  @RefColumn() @ForeignKey(() => Unit, { name: 'fk_members_unit', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' }) unitId!: string
  @WordsColumn(40) name!: string
  @CodeColumn({ nullable: true }) staffNo!: string | null
  @WordsColumn(60, { nullable: true }) post!: string | null
  /** AES-256-GCM with the office's key; shown only to the security administrator. */
  @TextColumn({ nullable: true }) mobileEncrypted!: string | null
  /** 138****5678, what lists show. */
  @WordsColumn(20, { nullable: true }) mobileMasked!: string | null
  /** full_time or part_time information officer; null for everybody else. */
  @CodeColumn({ nullable: true }) officer!: 'full_time' | 'part_time' | null
  /** Last day of a temporary account (跟班学习). */
  @DayColumn({ nullable: true }) endsOn!: string | null
  @InstantColumn({ nullable: true }) leftAt!: number | null
  /** 静默: reminders that fall before this instant wait for it. */
  @InstantColumn({ nullable: true }) snoozedUntil!: number | null
}
