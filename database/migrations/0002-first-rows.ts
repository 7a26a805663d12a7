import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Rows that exist exactly once and are only ever updated: compare-and-set needs them to be there. (The audit chain writes its own head.) */
export class FirstRows1763769660000 implements MigrationInterface {
  name = 'FirstRows1763769660000'

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`INSERT INTO counters (name, value) VALUES ('matter', 0), ('directory', 0)`)
    await queryRunner.query(`INSERT INTO office_state (id, settings, clock_offset_ms, clock_seen_at) VALUES (1, '{}', 0, 0)`)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM office_state WHERE id = 1`)
    await queryRunner.query(`DELETE FROM counters WHERE name IN ('matter', 'directory')`)
  }
}
