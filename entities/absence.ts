import { Entity, ForeignKey, Index } from 'typeorm'
import { DayColumn, FlagColumn, IdColumn, InstantColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** Where a head is while away; seen by the office's leaders (docs/rules.md, Absences). The reason is the matter's body. */
@Entity('absences')
@Index('ix_absences_days', ['toDay', 'matterId'])
@Index('ix_absences_member', ['memberId', 'fromDay', 'matterId'])
@Index('ix_absences_ends', ['endsAt', 'matterId'])
export class Absence {
  @IdColumn() @ForeignKey(() => Matter, { name: 'fk_absences_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' }) matterId!: string
  @RefColumn() memberId!: string
  @DayColumn() fromDay!: string
  @DayColumn() toDay!: string
  @WordsColumn(40, { nullable: true }) place!: string | null
  /** Who presides meanwhile; null where nobody was named. */
  @RefColumn({ nullable: true }) presidingId!: string | null
  /** Reported after it had begun. */
  @FlagColumn() reportedLate!: boolean
  /** When the clock ends it, unless the person says so before; null once ended. */
  @InstantColumn({ nullable: true }) endsAt!: number | null
  /** When the person said they were back. */
  @InstantColumn({ nullable: true }) returnedAt!: number | null
}
