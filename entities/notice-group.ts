import { Entity, ForeignKey, Index } from 'typeorm'
import { IdColumn, InstantColumn, RefColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** A group a notice was posted in, its first one included: 收到 there counts, and its summary goes there. */
@Entity('notice_groups')
@Index('ux_notice_groups', ['matterId', 'groupId'], { unique: true })
@Index('ix_notice_groups_group', ['groupId', 'postedAt', 'id'])
export class NoticeGroup {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_notice_groups_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  @RefColumn() groupId!: string
  @InstantColumn() postedAt!: number
}
