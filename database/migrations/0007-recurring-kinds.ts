import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm'
import { column, optional } from './table-kit.ts'

const kind = new TableColumn(optional(column('kind', 'varchar', 32)))

/** What a series repeats; null, as in every row before this, is a task. */
export class RecurringKinds1763770020000 implements MigrationInterface {
  name = 'RecurringKinds1763770020000'

  async up(queryRunner: QueryRunner): Promise<void> {
    if (!(await queryRunner.hasColumn('recurrences', 'kind'))) await queryRunner.addColumn('recurrences', kind)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('recurrences', 'kind')
  }
}
