import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, DayColumn, IdColumn, InstantColumn, RefColumn, TextColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** One slot of a roster: who is on watch from when to when, and what came of it (docs/rules.md, Watches). */
@Entity('watch_slots')
@Index('ux_watch_slots', ['matterId', 'fromAt'], { unique: true })
@Index('ix_watch_slots_state', ['matterId', 'state', 'fromAt', 'id'])
@Index('ix_watch_slots_alarm', ['alarmAt', 'id'])
@Index('ix_watch_slots_member', ['memberId', 'day', 'id'])
export class WatchSlot {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_watch_slots_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** The day it begins on. */
  @DayColumn() day!: string
  @InstantColumn() fromAt!: number
  @InstantColumn() toAt!: number
  @RefColumn() memberId!: string
  /** lapsed: no process ran while it was to be held. */
  @CodeColumn() state!: 'planned' | 'open' | 'quiet' | 'found' | 'missed' | 'lapsed'
  /** When the clock has something to do with it: open it, remind, close it; null once it is over. */
  @InstantColumn({ nullable: true }) alarmAt!: number | null
  @InstantColumn({ nullable: true }) closedAt!: number | null
  @RefColumn({ nullable: true }) closedById!: string | null
  @TextColumn({ nullable: true }) text!: string | null
  /** The matter that a finding opened. */
  @RefColumn({ nullable: true }) foundId!: string | null
}
