import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The counter that says whether anybody's seat in a group has changed (use-cases/groups/seating.ts). */
export class SeatsVersion1763770620000 implements MigrationInterface {
  name = 'SeatsVersion1763770620000'

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`INSERT INTO counters (name, value) VALUES ('seats', 0)`)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM counters WHERE name = 'seats'`)
  }
}
