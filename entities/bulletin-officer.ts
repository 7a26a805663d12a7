import { Entity, ForeignKey, Index } from 'typeorm'
import { IdColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** An officer whom a yearly bulletin proposes as excellent; there are none unless a director switched ranking on. */
@Entity('bulletin_officers')
@Index('ux_bulletin_officers', ['matterId', 'memberId'], { unique: true })
export class BulletinOfficer {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_bulletin_officers_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  @RefColumn() memberId!: string
  @WordsColumn(40) name!: string
  @WordsColumn(80) unitName!: string
  /** 专职信息员, 兼职信息员. */
  @WordsColumn(20) className!: string
  @IntegerColumn() reported!: number
  @IntegerColumn() adopted!: number
  /** Hundredths. */
  @IntegerColumn() points!: number
}
