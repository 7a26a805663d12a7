import { Entity, ForeignKey } from 'typeorm'
import { CodeColumn, FlagColumn, IdColumn, InstantColumn, IntegerColumn, JsonColumn, RefColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** What an urgent report (紧急信息) is beside its matter: its clocks, and what has been said so far. */
@Entity('urgent_reports')
export class UrgentReport {
  @IdColumn()
  @ForeignKey(() => Matter, { name: 'fk_urgent_reports_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** A code of settings.urgent.severities. */
  @CodeColumn() severity!: string
  @InstantColumn() eventAt!: number
  /** The report named the time of the event; otherwise it counts from the receipt. */
  @FlagColumn() eventStated!: boolean
  @InstantColumn() receivedAt!: number
  @InstantColumn({ nullable: true }) phoneDueAt!: number | null
  @InstantColumn() writtenDueAt!: number
  /** When it was signed to go up; null until then. */
  @InstantColumn({ nullable: true }) signedAt!: number | null
  @RefColumn({ nullable: true }) signedById!: string | null
  /** How many 续报 there have been. */
  @IntegerColumn() followUps!: number
  /** Elements that no part of it has named yet (rules/urgent-elements.ts). */
  @JsonColumn() missing!: string[]
}
