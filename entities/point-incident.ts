import { Entity, Index } from 'typeorm'
import { CodeColumn, DayColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'

/** A fact that costs or gives points without being a use of an item: late, missed, false, a manual change with its reason. */
@Entity('point_incidents')
@Index('ux_point_incidents_key', ['activeKey'], { unique: true })
@Index('ix_point_incidents_unit', ['unitId', 'day', 'id'])
export class PointIncident {
  @IdColumn() id!: string
  @RefColumn() unitId!: string
  @RefColumn({ nullable: true }) memberId!: string | null
  /** As the points rules name it. */
  @CodeColumn() kind!: string
  @DayColumn() day!: string
  /** Hundredths, where the rule leaves the figure to a person. */
  @IntegerColumn({ nullable: true }) points!: number | null
  @WordsColumn(200) reason!: string
  /** The submission or call it is about. */
  @RefColumn({ nullable: true }) matterId!: string | null
  /** Null: by the clock. */
  @RefColumn({ nullable: true }) recordedById!: string | null
  @InstantColumn() recordedAt!: number
  /** The same fact is recorded once; null when revoked. */
  @WordsColumn(160, { nullable: true }) activeKey!: string | null
  @InstantColumn({ nullable: true }) revokedAt!: number | null
}
