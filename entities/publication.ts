import { Entity, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, JsonColumn, WordsColumn } from './columns.ts'

/** A publication of the office (刊物): its own number series each year, and one for 增刊. */
@Entity('publications')
@Index('ux_publications_name', ['name'], { unique: true })
export class Publication {
  @IdColumn() id!: string
  @WordsColumn(60) name!: string
  /** The level at which an item in it counts as adopted (city, county …). */
  @CodeColumn() level!: string
  @CodeColumn() direction!: 'downward' | 'upward'
  /** Roles that pass an issue one after the other; the last one signs it. */
  @JsonColumn() reviewChain!: ('editor' | 'deputy_director' | 'director' | 'leader')[]
  /** 编发单位; null: the office. */
  @WordsColumn(80, { nullable: true }) issuedBy!: string | null
  /** 报、送、发 of the foot line. */
  @JsonColumn() distribution!: { report?: string | undefined; send?: string | undefined; distribute?: string | undefined }
  @IntegerColumn({ nullable: true }) copies!: number | null
  @InstantColumn({ nullable: true }) closedAt!: number | null
}
