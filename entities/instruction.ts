import { Entity, ForeignKey, Index } from 'typeorm'
import { DayColumn, FlagColumn, IdColumn, IntegerColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** What an instruction (批示) is beside its matter; the matter holds the leader's verbatim words and who gave them. */
@Entity('instructions')
@Index('ix_instructions_source', ['sourceId', 'matterId'])
export class Instruction {
  @IdColumn()
  @ForeignKey(() => Matter, { name: 'fk_instructions_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** The matter it was written on: a submission, an issue, a task. */
  @RefColumn({ nullable: true }) sourceId!: string | null
  /** The paper it was written on, where that is none of our matters. */
  @WordsColumn(120, { nullable: true }) paperTitle!: string | null
  @WordsColumn(60, { nullable: true }) paperNumber!: string | null
  @DayColumn() givenOn!: string
  /** Registered by the section from paper. */
  @FlagColumn() fromPaper!: boolean
  /** 1, and one more with each time the leader asked again. */
  @IntegerColumn() round!: number
  /** The last written 办理情况; null until there is one. */
  @TextColumn({ nullable: true }) answer!: string | null
}
