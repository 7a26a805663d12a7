import { Entity, ForeignKey, Index } from 'typeorm'
import type { Role } from '../rules/roles.ts'
import { CodeColumn, DayColumn, IdColumn, InstantColumn, RefColumn } from './columns.ts'
import { Member } from './member.ts'
import { Unit } from './unit.ts'

/** A role held in a unit; it holds for everything below. Written by the security administrator and the import. */
@Entity('role_grants')
@Index('ux_role_grants', ['memberId', 'role', 'unitId'], { unique: true })
export class RoleGrant {
  @IdColumn() id!: string
  @RefColumn() @ForeignKey(() => Member, { name: 'fk_role_grants_member', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' }) memberId!: string
  @CodeColumn() role!: Role
  @RefColumn() @ForeignKey(() => Unit, { name: 'fk_role_grants_unit', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' }) unitId!: string
  /** Last day the role holds; null while open-ended. */
  @DayColumn({ nullable: true }) endsOn!: string | null
  @InstantColumn() grantedAt!: number
  /** Null when it came from an import on the machine itself. */
  @RefColumn({ nullable: true }) grantedById!: string | null
}
