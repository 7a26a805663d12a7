import { Entity, ForeignKey, Index } from 'typeorm'
import { IdColumn, InstantColumn, RefColumn, WordsColumn } from './columns.ts'
import { Member } from './member.ts'
import { WorkGroup } from './work-group.ts'

/**
 * A member seen in a group under a nickname; written when the roster is read or the person speaks to the bot. Whoever writes one says so
 * to the office's `seating` (use-cases/groups/seating.ts), which is read from one call to the next.
 */
@Entity('group_members')
@Index('ux_group_members', ['groupId', 'memberId'], { unique: true })
@Index('ix_group_members_member', ['memberId', 'id'])
export class GroupMember {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => WorkGroup, { name: 'fk_group_members_group', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  groupId!: string
  @RefColumn()
  @ForeignKey(() => Member, { name: 'fk_group_members_member', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  memberId!: string
  @WordsColumn(80) nickname!: string
  @InstantColumn({ nullable: true }) leftAt!: number | null
}
