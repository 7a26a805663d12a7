import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** What people may change of a unit, and of somebody who is proposed. */
export const bulletinFields = [
  'excluded',
  'reported',
  'adopted',
  'instructed',
  'points',
  'year_reported',
  'year_adopted',
  'year_instructed',
  'year_points',
  'excellent',
] as const
export type BulletinField = (typeof bulletinFields)[number]

/** A figure of a bulletin that a person changed, with the reason; counting anew leaves it alone. Kept when it is taken back. */
@Entity('bulletin_changes')
@Index('ux_bulletin_changes', ['activeKey'], { unique: true })
@Index('ix_bulletin_changes_matter', ['matterId', 'id'])
export class BulletinChange {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_bulletin_changes_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** A unit, or the officer who is proposed. */
  @RefColumn() subjectId!: string
  @CodeColumn() field!: BulletinField
  /** The figure; 1 for excluded; 0 or 1 for excellent. Points in hundredths. */
  @IntegerColumn() value!: number
  @WordsColumn(200) reason!: string
  @RefColumn() changedById!: string
  @InstantColumn() changedAt!: number
  /** `<matter>|<subject>|<field>` while it holds. */
  @WordsColumn(100, { nullable: true }) activeKey!: string | null
}
