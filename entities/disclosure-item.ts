import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, DayColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** An item of the directory of open information: its six fields and when it is renewed (docs/rules.md, Disclosure). */
@Entity('disclosure_items')
@Index('ux_disclosure_items_index', ['indexNumber'], { unique: true })
@Index('ix_disclosure_items_shown', ['shown', 'datedOn', 'matterId'])
@Index('ix_disclosure_items_renews', ['renewsAt', 'matterId'])
export class DisclosureItem {
  @IdColumn()
  @ForeignKey(() => Matter, { name: 'fk_disclosure_items_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** 名称 */
  @WordsColumn(80) name!: string
  /** 索引号 */
  @WordsColumn(60) indexNumber!: string
  /** 内容概述 */
  @TextColumn() summary!: string
  /** 公开方式: 长期, 定期, 即时, 逐段 */
  @CodeColumn() mode!: 'long' | 'regular' | 'prompt' | 'staged'
  /** 责任单位 */
  @RefColumn() unitId!: string
  /** 日期: when it came into being, or was last renewed. */
  @DayColumn() datedOn!: string
  /** Months between renewals; null: it is not renewed by the calendar. */
  @IntegerColumn({ nullable: true }) renewsEveryMonths!: number | null
  /** The day by which it is to be renewed. */
  @DayColumn({ nullable: true }) renewsOn!: string | null
  /** When the clock opens the todo for it; null while nothing is planned. */
  @InstantColumn({ nullable: true }) renewsAt!: number | null
  /** 1 while it stands on the public page. */
  @IntegerColumn() shown!: number
}
