import { Entity, Index } from 'typeorm'
import { CodeColumn, IdColumn, IntegerColumn, WordsColumn } from './columns.ts'

/**
 * Counters of one month, so that no statistic reads the items themselves. Brought into line by use-cases/statistics/ alone, at most a
 * tick after an item changed.
 */
@Entity('figures')
@Index('ux_figures', ['dimension', 'month', 'subject'], { unique: true })
// Both hold every measure: sums are read from the index alone, over a few months or subject by subject over years.
@Index('ix_figures_months', ['dimension', 'month', 'subject', 'reported', 'problems', 'adopted', 'adoptions', 'instructed', 'points', 'id'])
@Index('ix_figures_sums', ['dimension', 'subject', 'month', 'reported', 'problems', 'adopted', 'adoptions', 'instructed', 'points', 'id'])
export class Figure {
  @IdColumn() id!: string
  /** unit, officer, category, publication, level. */
  @CodeColumn() dimension!: string
  /** The unit's or member's id, the category's code, the publication's name. */
  @WordsColumn(80) subject!: string
  /** `YYYY-MM` */
  @WordsColumn(7) month!: string
  @IntegerColumn() reported!: number
  /** Of the reported: 报忧. */
  @IntegerColumn() problems!: number
  /** Items used for the first time in this month. */
  @IntegerColumn() adopted!: number
  /** Uses, a second one of the same item included. */
  @IntegerColumn() adoptions!: number
  /** Items that a leader wrote on for the first time in this month. */
  @IntegerColumn() instructed!: number
  /** Hundredths. */
  @IntegerColumn() points!: number
}
