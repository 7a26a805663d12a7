import { Entity, PrimaryColumn } from 'typeorm'
import { IntegerColumn } from './columns.ts'

/**
 * What one unit asked of another in a part of a week that lies in one month: weeks and months are sums of parts. Units only, never people.
 * Written by use-cases/burden/count-demands.ts.
 */
@Entity('unit_burdens')
export class UnitBurden {
  /** The part's first day: the week's Monday, or the first of a month within the week. */
  @PrimaryColumn({ type: 'varchar', length: 10 }) partOn!: string
  @PrimaryColumn({ type: 'varchar', length: 26 }) askedUnitId!: string
  @PrimaryColumn({ type: 'varchar', length: 26 }) askingUnitId!: string
  @IntegerColumn() demands!: number
  @IntegerColumn() afterHours!: number
  @IntegerColumn() repeated!: number
}
