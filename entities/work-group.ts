import { Entity, Index } from 'typeorm'
import { DayColumn, IdColumn, InstantColumn, RefColumn, WordsColumn } from './columns.ts'

/** A chat group the bot sits in; unregistered until its owner says what it is for (一群一主). */
@Entity('work_groups')
@Index('ix_work_groups_owner', ['ownerId', 'id'])
@Index('ix_work_groups_closed', ['closedAt', 'id'])
export class WorkGroup {
  @IdColumn() id!: string
  @WordsColumn(80) name!: string
  @WordsColumn(120, { nullable: true }) purpose!: string | null
  @RefColumn({ nullable: true }) ownerUnitId!: string | null
  @RefColumn({ nullable: true }) ownerId!: string | null
  @InstantColumn() openedAt!: number
  @DayColumn({ nullable: true }) closesOn!: string | null
  /** Null: only 帮助, 绑定 and 登记 are answered here. */
  @InstantColumn({ nullable: true }) registeredAt!: number | null
  @InstantColumn({ nullable: true }) closedAt!: number | null
  /** The day of the last hint to register (at most one a day). */
  @DayColumn({ nullable: true }) hintedOn!: string | null
}
