import { Entity, PrimaryColumn } from 'typeorm'
import { InstantColumn, WordsColumn } from './columns.ts'

/** Who leads something only one process may do (a chat account, the audit chain); machine clock, compare-and-set. */
@Entity('leases')
export class Lease {
  @PrimaryColumn({ type: 'varchar', length: 160 }) name!: string
  @WordsColumn(40) holder!: string
  @InstantColumn() until!: number
}
