import { Entity, PrimaryColumn } from 'typeorm'
import { InstantColumn, JsonColumn, RefColumn } from './columns.ts'

/** The office's settings as one document (rules/office-settings.ts) and its clock; a single row with id 1. */
@Entity('office_state')
export class OfficeState {
  @PrimaryColumn({ type: 'integer' }) id!: number
  @JsonColumn() settings!: unknown
  @InstantColumn({ nullable: true }) settingsChangedAt!: number | null
  @RefColumn({ nullable: true }) settingsChangedById!: string | null
  /** Office clock = machine clock + offset; moved forward only, and only outside production. */
  @InstantColumn() clockOffsetMs!: number
  /** The latest office time seen; the clock never goes behind it. */
  @InstantColumn() clockSeenAt!: number
}
