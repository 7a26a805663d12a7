import { Entity, ForeignKey, Index } from 'typeorm'
import type { PauseCause, ProcedureDefinition } from '../rules/procedures/definition.ts'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, JsonColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** What a procedure has beside its matter; written by use-cases/procedures/ (docs/rules.md, Procedures). */
@Entity('procedures')
@Index('ix_procedures_code', ['code', 'matterId'])
@Index('ix_procedures_alarm', ['alarmAt', 'matterId'])
export class Procedure {
  @IdColumn() @ForeignKey(() => Matter, { name: 'fk_procedures_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' }) matterId!: string
  @CodeColumn() code!: string
  /** 0: the built-in one. */
  @IntegerColumn() version!: number
  /** As it was when this one began: later versions do not reach it. */
  @JsonColumn() definition!: ProcedureDefinition
  /** Who asks, where that is nobody of the office. */
  @WordsColumn(60, { nullable: true }) applicant!: string | null
  @RefColumn({ nullable: true }) chosenUnitId!: string | null
  /** The clock of the whole: its due while it runs, the working time left (ms) while it stands still. */
  @InstantColumn({ nullable: true }) dueAt!: number | null
  @InstantColumn({ nullable: true }) leftMs!: number | null
  /** When its due is to be looked at; null once noted, paused or over. */
  @InstantColumn({ nullable: true }) alarmAt!: number | null
  @InstantColumn({ nullable: true }) pausedAt!: number | null
  @CodeColumn({ nullable: true }) pauseCause!: PauseCause | null
  @TextColumn({ nullable: true }) pauseReason!: string | null
  /** How it ended. */
  @CodeColumn({ nullable: true }) outcome!: 'completed' | 'refused' | null
  /** The last words of the last step: the answer. */
  @TextColumn({ nullable: true }) answer!: string | null
}
