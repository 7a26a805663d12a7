import { Entity, ForeignKey, Index } from 'typeorm'
import type { Milestone } from '../rules/milestones.ts'
import type { CountedMatter } from '../rules/supervision-figures.ts'
import type { Assessment, SourceKind } from '../rules/supervision.ts'
import { CodeColumn, IdColumn, InstantColumn, JsonColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** What the supervision section (督查) keeps of a task or an instruction: one row for each of them, made when it is registered. */
@Entity('supervisions')
@Index('ix_supervisions_assigned', ['assignedAt', 'matterId'])
@Index('ix_supervisions_reminder', ['reminderAt', 'matterId'])
@Index('ix_supervisions_recount', ['recountAt', 'matterId'])
export class Supervision {
  @IdColumn()
  @ForeignKey(() => Matter, { name: 'fk_supervisions_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** 交办时间: when it was registered; the ledger goes by it. */
  @InstantColumn() assignedAt!: number
  @CodeColumn() source!: SourceKind
  /** The source as it was written: 市政府常务会议. */
  @WordsColumn(120, { nullable: true }) sourceText!: string | null
  /** 序时节点, the earliest first; null: none. */
  @JsonColumn({ nullable: true }) milestones!: readonly Milestone[] | null
  /** When the next milestone is reminded of; null: nothing to remind of. */
  @InstantColumn({ nullable: true }) reminderAt!: number | null
  /** 评价 by issuer or supervisor once it is closed. */
  @CodeColumn({ nullable: true }) assessment!: Assessment | null
  /** When the sweep has to look at it again (use-cases/supervision/count-supervisions.ts); null: counted for good. */
  @InstantColumn({ nullable: true }) recountAt!: number | null
  /** What stands in the monthly figures for it; null: nothing yet. */
  @JsonColumn({ nullable: true }) counted!: CountedMatter | null
}
