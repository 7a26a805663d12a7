import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, foreignKey, index, optional, primary, table } from './table-kit.ts'

const supervisions = table(
  'supervisions',
  [
    primary(column('matter_id', 'varchar', 26)),
    column('assigned_at', 'bigint'),
    column('source', 'varchar', 32),
    optional(column('source_text', 'varchar', 120)),
    optional(column('milestones', 'text')),
    optional(column('reminder_at', 'bigint')),
    optional(column('assessment', 'varchar', 32)),
    optional(column('recount_at', 'bigint')),
    optional(column('counted', 'text')),
  ],
  [
    index('ix_supervisions_assigned', 'assigned_at', 'matter_id'),
    index('ix_supervisions_reminder', 'reminder_at', 'matter_id'),
    index('ix_supervisions_recount', 'recount_at', 'matter_id'),
  ],
  [foreignKey('fk_supervisions_matter', 'matter_id', 'matters')],
)

const figures = table('supervision_figures', [
  primary(column('unit_id', 'varchar', 26)),
  primary(column('month', 'varchar', 7)),
  column('opened', 'integer'),
  column('in_time', 'integer'),
  column('late', 'integer'),
  column('cancelled', 'integer'),
  column('overdue', 'integer'),
])

/** What the supervision section keeps of tasks and instructions, and its monthly figures. */
export class Supervision1763770260000 implements MigrationInterface {
  name = 'Supervision1763770260000'

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(supervisions, true)
    await queryRunner.createTable(figures, true)
    // Tasks of before have their row as well; the first sweeps count them.
    await queryRunner.query(
      `INSERT INTO supervisions (matter_id, assigned_at, source, recount_at)
        SELECT id, created_at, CASE WHEN kind = 'instruction' THEN 'instruction' ELSE 'message' END, 0
        FROM matters WHERE kind IN ('task', 'instruction')`,
    )
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable(figures, true)
    await queryRunner.dropTable(supervisions, true)
  }
}
