import { Entity, PrimaryColumn } from 'typeorm'
import { IntegerColumn } from './columns.ts'

/**
 * How many messages the bot heard in a group on a day: a figure, no text, no sender. A row of 0 says that the bot was listening and heard
 * nothing. Written in batches by use-cases/groups/count-activity.ts.
 */
@Entity('group_activity')
export class GroupActivity {
  @PrimaryColumn({ type: 'varchar', length: 26 }) groupId!: string
  /** The office's day. */
  @PrimaryColumn({ type: 'varchar', length: 10 }) day!: string
  @IntegerColumn() messages!: number
}
