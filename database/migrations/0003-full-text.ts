import type { MigrationInterface, QueryRunner } from 'typeorm'

const isSqlite = (queryRunner: QueryRunner): boolean => queryRunner.dataSource.options.type === 'better-sqlite3'

/** FTS5 keeps no copy of the words; triggers carry every change of `matter_texts` over, whoever makes it. */
const sqliteSteps = [
  `CREATE VIRTUAL TABLE IF NOT EXISTS matter_texts_fts USING fts5(terms, content='matter_texts', content_rowid='number', tokenize='ascii')`,
  `CREATE TRIGGER IF NOT EXISTS tr_matter_texts_insert AFTER INSERT ON matter_texts BEGIN
     INSERT INTO matter_texts_fts(rowid, terms) VALUES (new.number, new.terms);
   END`,
  `CREATE TRIGGER IF NOT EXISTS tr_matter_texts_delete AFTER DELETE ON matter_texts BEGIN
     INSERT INTO matter_texts_fts(matter_texts_fts, rowid, terms) VALUES ('delete', old.number, old.terms);
   END`,
  `CREATE TRIGGER IF NOT EXISTS tr_matter_texts_update AFTER UPDATE ON matter_texts BEGIN
     INSERT INTO matter_texts_fts(matter_texts_fts, rowid, terms) VALUES ('delete', old.number, old.terms);
     INSERT INTO matter_texts_fts(rowid, terms) VALUES (new.number, new.terms);
   END`,
]

/** Full text over `matter_texts`: the one thing the Table API cannot say for both databases. */
export class FullText1763769720000 implements MigrationInterface {
  name = 'FullText1763769720000'

  async up(queryRunner: QueryRunner): Promise<void> {
    if (isSqlite(queryRunner)) {
      for (const step of sqliteSteps) await queryRunner.query(step)
      return
    }
    // MariaDB commits the index by itself: a start that was killed after it finds it done.
    const table = await queryRunner.getTable('matter_texts')
    if (table?.indices.some((index) => index.name === 'ft_matter_texts') === true) return
    await queryRunner.query('CREATE FULLTEXT INDEX ft_matter_texts ON matter_texts (terms)')
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    if (!isSqlite(queryRunner)) {
      await queryRunner.query('DROP INDEX ft_matter_texts ON matter_texts')
      return
    }
    for (const event of ['update', 'delete', 'insert']) await queryRunner.query(`DROP TRIGGER IF EXISTS tr_matter_texts_${event}`)
    await queryRunner.query('DROP TABLE IF EXISTS matter_texts_fts')
  }
}
