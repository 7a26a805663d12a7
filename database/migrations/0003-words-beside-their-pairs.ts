import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, primary, table } from './table-kit.ts'

const texts = table('matter_texts', [primary(column('number', 'integer')), column('words', 'text')])

/**
 * A matter's words move to their pairs, so that a new matter writes both at once. The column is added in plain SQL, which both databases
 * do in place; TypeORM would copy the table on SQLite.
 */
export class WordsBesideTheirPairs1763769720000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // On MariaDB every step of the schema is a commit of its own: killed between two, it goes on from there.
    if (!(await queryRunner.hasColumn('matter_terms', 'words')))
      await queryRunner.query('ALTER TABLE matter_terms ADD COLUMN words TEXT NULL')
    await queryRunner.query(`INSERT INTO matter_terms (term, number, words) SELECT '', t.number, t.words FROM matter_texts AS t
      WHERE NOT EXISTS (SELECT 1 FROM matter_terms AS k WHERE k.term = '' AND k.number = t.number)`)
    await queryRunner.dropTable('matter_texts')
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(texts)
    await queryRunner.query("INSERT INTO matter_texts (number, words) SELECT number, words FROM matter_terms WHERE term = ''")
    await queryRunner.query("DELETE FROM matter_terms WHERE term = ''")
    await queryRunner.query('ALTER TABLE matter_terms DROP COLUMN words')
  }
}
