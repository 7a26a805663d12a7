import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, DayColumn, IdColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** One use of an item in the list of adopted items of a bulletin, in the words of the day it was counted. */
@Entity('bulletin_items')
@Index('ux_bulletin_items', ['matterId', 'position'], { unique: true })
export class BulletinItem {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_bulletin_items_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** From 1. */
  @IntegerColumn() position!: number
  @RefColumn() submissionId!: string
  @WordsColumn(80) title!: string
  @WordsColumn(200) units!: string
  /** Names, with 、 between them. */
  @WordsColumn(200) authors!: string
  @WordsColumn(120) publication!: string
  @CodeColumn() level!: string
  @DayColumn() adoptedOn!: string
}
