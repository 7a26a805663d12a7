import { Entity, ForeignKey, Index } from 'typeorm'
import type { StepDefinition } from '../rules/procedures/definition.ts'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, JsonColumn, RefColumn, TextColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** One step of a procedure, made when the procedure begins. */
@Entity('procedure_steps')
@Index('ux_procedure_steps', ['matterId', 'position'], { unique: true })
@Index('ix_procedure_steps_alarm', ['alarmAt', 'id'])
export class ProcedureStep {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_procedure_steps_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** 0, 1, 2 … */
  @IntegerColumn() position!: number
  /** Steps of one stage run side by side. */
  @IntegerColumn() stage!: number
  @JsonColumn() definition!: StepDefinition
  @CodeColumn() state!: 'waiting' | 'running' | 'done' | 'refused'
  /** Who owes it, as keys of parties; empty until it runs. */
  @JsonColumn() parties!: string[]
  @InstantColumn({ nullable: true }) startedAt!: number | null
  @InstantColumn({ nullable: true }) dueAt!: number | null
  /** Working time left (ms) while the clock stands still. */
  @InstantColumn({ nullable: true }) leftMs!: number | null
  /** When its due is to be looked at; null once noted, paused or over. */
  @InstantColumn({ nullable: true }) alarmAt!: number | null
  @InstantColumn({ nullable: true }) finishedAt!: number | null
  @RefColumn({ nullable: true }) finishedById!: string | null
  @TextColumn({ nullable: true }) answer!: string | null
}
