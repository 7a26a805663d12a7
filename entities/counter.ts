import { Column, Entity, PrimaryColumn } from 'typeorm'

/** Numbers that only grow: `matter` (the last number given), `directory` (bumped when people, rights or settings change). */
@Entity('counters')
export class Counter {
  @PrimaryColumn({ type: 'varchar', length: 40 }) name!: string
  @Column({ type: 'integer' }) value!: number
}
