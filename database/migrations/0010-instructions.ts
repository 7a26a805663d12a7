import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, foreignKey, index, optional, primary, table } from './table-kit.ts'

const instructions = table(
  'instructions',
  [
    primary(column('matter_id', 'varchar', 26)),
    optional(column('source_id', 'varchar', 26)),
    optional(column('paper_title', 'varchar', 120)),
    optional(column('paper_number', 'varchar', 60)),
    column('given_on', 'varchar', 10),
    column('from_paper', 'boolean'),
    column('round', 'integer'),
    optional(column('answer', 'text')),
  ],
  [index('ix_instructions_source', 'source_id', 'matter_id')],
  [foreignKey('fk_instructions_matter', 'matter_id', 'matters')],
)

/** Leaders' instructions and their answers. */
export class Instructions1763770200000 implements MigrationInterface {
  name = 'Instructions1763770200000'

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(instructions, true)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable(instructions, true)
  }
}
