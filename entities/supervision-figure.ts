import { Entity, PrimaryColumn } from 'typeorm'
import { IntegerColumn } from './columns.ts'

/**
 * Supervised matters of a unit in a month; units only, never people. Sums from the first month on tell what is in progress and overdue at
 * the end of a month. Written by use-cases/supervision/count-supervisions.ts.
 */
@Entity('supervision_figures')
export class SupervisionFigure {
  /** The responsible unit; `all`: the office, where a matter of several units counts once. */
  @PrimaryColumn({ type: 'varchar', length: 26 }) unitId!: string
  /** `YYYY-MM` */
  @PrimaryColumn({ type: 'varchar', length: 7 }) month!: string
  /** 立项, 按期办结, 逾期办结, 撤销 in this month. */
  @IntegerColumn() opened!: number
  @IntegerColumn() inTime!: number
  @IntegerColumn() late!: number
  @IntegerColumn() cancelled!: number
  /** Became overdue in this month, less those that were finished or cancelled in it after that. */
  @IntegerColumn() overdue!: number
}
