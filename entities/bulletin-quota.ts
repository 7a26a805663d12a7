import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, IdColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** How far one task of one unit was done in the year of a yearly bulletin. */
@Entity('bulletin_quotas')
@Index('ux_bulletin_quotas', ['matterId', 'position'], { unique: true })
export class BulletinQuota {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_bulletin_quotas_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** From 1. */
  @IntegerColumn() position!: number
  @RefColumn() unitId!: string
  @WordsColumn(80) label!: string
  /** Points in hundredths. */
  @CodeColumn() measure!: 'item' | 'point'
  @IntegerColumn() required!: number
  @IntegerColumn() done!: number
}
