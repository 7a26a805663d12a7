import { Entity, Index } from 'typeorm'
import { CodeColumn, DayColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'

/** One line of the points ledger: what was given, to whom, for which item, by which rule. A total is never anything but their sum. */
@Entity('point_entries')
@Index('ux_point_entries_key', ['entryKey'], { unique: true })
@Index('ix_point_entries_unit', ['unitId', 'month', 'id'])
@Index('ix_point_entries_member', ['memberId', 'month', 'id'])
@Index('ix_point_entries_item', ['itemId', 'id'])
@Index('ix_point_entries_month', ['month', 'id'])
export class PointEntry {
  @IdColumn() id!: string
  /** Made by the rules from item, source, rule and party: recomputation meets the same lines again. */
  @WordsColumn(255) entryKey!: string
  /** report, adoption, instruction, incident, period, bound or zero (rules/points/point-facts.ts). */
  @CodeColumn() kind!: string
  @RefColumn({ nullable: true }) itemId!: string | null
  @RefColumn() unitId!: string
  @RefColumn({ nullable: true }) memberId!: string | null
  /** The adoption, instruction, call or incident it is for. */
  @RefColumn({ nullable: true }) sourceId!: string | null
  @DayColumn() day!: string
  /** `YYYY-MM` of `day`. */
  @WordsColumn(7) month!: string
  /** The rule set by its first day, and the rule in it. */
  @DayColumn() ruleSet!: string
  @WordsColumn(64) ruleId!: string
  /** The item's category, by name. */
  @WordsColumn(20, { nullable: true }) category!: string | null
  /** Hundredths of a point. */
  @IntegerColumn() points!: number
  @WordsColumn(200) note!: string
  @InstantColumn() writtenAt!: number
}
