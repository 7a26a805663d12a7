import { Entity, Index } from 'typeorm'
import { CodeColumn, FlagColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, WordsColumn } from './columns.ts'

/** A unit of the office's tree: departments across, regions down. Written by the import and the administrator. */
@Entity('units')
@Index('ux_units_code', ['code'], { unique: true })
export class Unit {
  @IdColumn() id!: string
  /** The office's own code; what an import matches on. */
  @CodeColumn({ length: 40 }) code!: string
  @WordsColumn(80) name!: string
  /** Other names people use: 简称, old names. */
  @JsonColumn() aliases!: string[]
  /** Null only for the root, the office itself. */
  @RefColumn({ nullable: true }) parentId!: string | null
  /** Class for statistics tables: 县区, 部门, 直属 … */
  @WordsColumn(20, { nullable: true }) unitClass!: string | null
  /** A direct reporting point (信息直报点). */
  @FlagColumn() directReporting!: boolean
  @InstantColumn({ nullable: true }) closedAt!: number | null
}
