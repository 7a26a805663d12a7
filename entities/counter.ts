import { Column, Entity, PrimaryColumn } from 'typeorm'

/**
 * `matter` (the last number given), `directory` (another value whenever people, rights or settings change), `seats` (when somebody's seat in a group does), `counting` (whose turn it is to
 * bring figures into line), `issue:…` (series of publications).
 */
@Entity('counters')
export class Counter {
  @PrimaryColumn({ type: 'varchar', length: 40 }) name!: string
  @Column({ type: 'integer' }) value!: number
}
