import { Entity, ForeignKey, Index } from 'typeorm'
import type { MatterKind } from '../rules/lifecycles/index.ts'
import { CodeColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** A limit that a step, or the whole, went over: a fact that stays (docs/rules.md, Overruns). */
@Entity('procedure_overruns')
@Index('ux_procedure_overruns', ['sameKey'], { unique: true })
@Index('ix_procedure_overruns_due', ['dueAt', 'id'])
@Index('ix_procedure_overruns_settled', ['settledAt', 'dueAt', 'id'])
@Index('ix_procedure_overruns_matter', ['matterId', 'id'])
export class ProcedureOverrun {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_procedure_overruns_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  @CodeColumn() kind!: MatterKind
  /** Null: the whole. */
  @RefColumn({ nullable: true }) stepId!: string | null
  /** The step's name, or 全程. */
  @WordsColumn(20) name!: string
  /** Who owed it then. */
  @JsonColumn() parties!: string[]
  @InstantColumn() dueAt!: number
  /** One due of one step is noted once, whoever notices it first. */
  @WordsColumn(90) sameKey!: string
  /** When it was done after all; null while it is not. */
  @InstantColumn({ nullable: true }) settledAt!: number | null
  /** Working time (ms) by which it came late. */
  @InstantColumn({ nullable: true }) lateMs!: number | null
}
