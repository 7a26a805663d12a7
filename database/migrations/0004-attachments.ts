import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, foreignKey, index, optional, primary, table } from './table-kit.ts'

const attachments = table(
  'attachments',
  [
    primary(column('id', 'varchar', 26)),
    column('matter_id', 'varchar', 26),
    column('state', 'varchar', 32),
    column('name', 'varchar', 120),
    optional(column('type', 'varchar', 32)),
    column('size', 'integer'),
    optional(column('sha256', 'varchar', 64)),
    column('attached_by_id', 'varchar', 26),
    column('attached_at', 'bigint'),
    optional(column('removed_by_id', 'varchar', 26)),
    optional(column('removed_at', 'bigint')),
    optional(column('sweep_at', 'bigint')),
  ],
  [
    index('ix_attachments_matter', 'matter_id', 'state', 'id'),
    index('ix_attachments_attached_by', 'attached_by_id', 'attached_at', 'id'),
    index('ix_attachments_sweep', 'sweep_at', 'id'),
  ],
  [foreignKey('fk_attachments_matter', 'matter_id', 'matters')],
)

/** Files attached to matters; their bytes stand outside of the database. */
export class Attachments1763769780000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(attachments, true)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable(attachments, true)
  }
}
