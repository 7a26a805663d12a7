import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm'
import { column, optional } from './table-kit.ts'

const columns = ['asked', 'signed'].map((name) => new TableColumn(optional(column(name, 'integer'))))

/** How many a notice asked and how many signed, once it is closed; null before, and for those that were closed before this. */
export class ReceiptsOfEndedNotices1763770800000 implements MigrationInterface {
  name = 'ReceiptsOfEndedNotices1763770800000'

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const each of columns) if (!(await queryRunner.hasColumn('notices', each.name))) await queryRunner.addColumn('notices', each)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const each of columns.toReversed()) await queryRunner.dropColumn('notices', each.name)
  }
}
