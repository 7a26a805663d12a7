import { Entity, PrimaryColumn } from 'typeorm'
import { DayColumn, InstantColumn, RefColumn } from './columns.ts'

/** What was asked and said about keeping a group; the row appears with the first of it. */
@Entity('group_reviews')
export class GroupReview {
  @PrimaryColumn({ type: 'varchar', length: 26 }) groupId!: string
  /** When the owner last said that the group stays; idleness counts from here. */
  @InstantColumn({ nullable: true }) keptAt!: number | null
  /** When closing was last proposed to the owner. */
  @InstantColumn({ nullable: true }) proposedAt!: number | null
  /** The end date that the owner was reminded of; another date gets its own reminder. */
  @DayColumn({ nullable: true }) remindedOf!: string | null
  /** An unregistered group that is believed to be this registered one under a new external id, until its owner says so. */
  @RefColumn({ nullable: true }) matchesId!: string | null
}
