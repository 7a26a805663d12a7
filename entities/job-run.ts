import { Entity, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn } from './columns.ts'

/** One slot of a job; the unique row makes it run once across processes, whatever the timer did. */
@Entity('job_runs')
@Index('ux_job_runs', ['job', 'scheduledFor'], { unique: true })
export class JobRun {
  @IdColumn() id!: string
  @CodeColumn() job!: string
  /** Office clock. */
  @InstantColumn() scheduledFor!: number
  @InstantColumn() startedAt!: number
  @InstantColumn({ nullable: true }) finishedAt!: number | null
  @CodeColumn({ nullable: true }) outcome!: 'done' | 'skipped' | 'failed' | null
}
