import { Entity, PrimaryColumn } from 'typeorm'
import { TextColumn } from './columns.ts'

/** A matter's title and body as they are searched (rules/text-terms.ts): what a phrase is checked against. Written by use-cases/matters/index-matter-text.ts. */
@Entity('matter_texts')
export class MatterText {
  /** The matter's number. */
  @PrimaryColumn({ type: 'integer' }) number!: number
  @TextColumn() words!: string
}
