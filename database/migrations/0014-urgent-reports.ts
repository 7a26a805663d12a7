import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, foreignKey, optional, primary, table } from './table-kit.ts'

const urgentReports = table(
  'urgent_reports',
  [
    primary(column('matter_id', 'varchar', 26)),
    column('severity', 'varchar', 32),
    column('event_at', 'bigint'),
    column('event_stated', 'boolean'),
    column('received_at', 'bigint'),
    optional(column('phone_due_at', 'bigint')),
    column('written_due_at', 'bigint'),
    optional(column('signed_at', 'bigint')),
    optional(column('signed_by_id', 'varchar', 26)),
    column('follow_ups', 'integer'),
    column('missing', 'text'),
  ],
  [],
  [foreignKey('fk_urgent_reports_matter', 'matter_id', 'matters')],
)

/** Urgent reports and their clocks. */
export class UrgentReports1763770440000 implements MigrationInterface {
  name = 'UrgentReports1763770440000'

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(urgentReports, true)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable(urgentReports, true)
  }
}
