import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** Who has to do with a matter: one member or one unit, responsible (牵头) or assisting (配合). */
@Entity('matter_parties')
@Index('ux_matter_parties', ['matterId', 'party'], { unique: true })
@Index('ix_matter_parties_member', ['memberId', 'matterId', 'id'])
@Index('ix_matter_parties_unit', ['unitId', 'matterId', 'id'])
export class MatterParty {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_matter_parties_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  /** `m:<member id>` or `u:<unit id>` (rules/party.ts). */
  @WordsColumn(28) party!: string
  @RefColumn({ nullable: true }) memberId!: string | null
  @RefColumn({ nullable: true }) unitId!: string | null
  @CodeColumn() role!: 'responsible' | 'assisting'
  @IntegerColumn({ nullable: true }) percent!: number | null
  /** Set when 减 or 转办 took the party off; history stays. */
  @InstantColumn({ nullable: true }) removedAt!: number | null
}
