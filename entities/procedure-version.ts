import { Entity, Index } from 'typeorm'
import type { ProcedureDefinition } from '../rules/procedures/definition.ts'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, JsonColumn, RefColumn } from './columns.ts'

/** A version of a procedure that the office published; the highest of a code is in force, older ones stay (docs/rules.md, Procedures). */
@Entity('procedure_versions')
@Index('ux_procedure_versions', ['code', 'version'], { unique: true })
export class ProcedureVersion {
  @IdColumn() id!: string
  @CodeColumn() code!: string
  @IntegerColumn() version!: number
  @JsonColumn() definition!: ProcedureDefinition
  /** Null when it was laid with the office. */
  @RefColumn({ nullable: true }) publishedById!: string | null
  @InstantColumn() publishedAt!: number
}
