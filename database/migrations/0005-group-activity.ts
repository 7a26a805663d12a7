import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, foreignKey, index, optional, primary, table } from './table-kit.ts'

/** How lively groups are and what was said about keeping them; what units ask of each other. */
const tables = [
  table('group_activity', [
    primary(column('group_id', 'varchar', 26)),
    primary(column('day', 'varchar', 10)),
    column('messages', 'integer'),
  ]),
  table('group_reviews', [
    primary(column('group_id', 'varchar', 26)),
    optional(column('kept_at', 'bigint')),
    optional(column('proposed_at', 'bigint')),
    optional(column('reminded_of', 'varchar', 10)),
    optional(column('matches_id', 'varchar', 26)),
  ]),
  table(
    'demands',
    [
      primary(column('id', 'varchar', 26)),
      column('matter_id', 'varchar', 26),
      column('asked_unit_id', 'varchar', 26),
      column('asking_unit_id', 'varchar', 26),
      column('asked_at', 'bigint'),
      column('is_after_hours', 'boolean'),
      optional(column('counted_at', 'bigint')),
      column('is_repeated', 'boolean'),
      optional(column('repeats_id', 'varchar', 26)),
    ],
    [
      index('ix_demands_pending', 'counted_at', 'id'),
      index('ix_demands_asked', 'asked_unit_id', 'id'),
      index('ix_demands_repeated', 'is_repeated', 'id'),
      index('ix_demands_matter', 'matter_id', 'id'),
    ],
    [foreignKey('fk_demands_matter', 'matter_id', 'matters')],
  ),
  table('unit_burdens', [
    primary(column('part_on', 'varchar', 10)),
    primary(column('asked_unit_id', 'varchar', 26)),
    primary(column('asking_unit_id', 'varchar', 26)),
    column('demands', 'integer'),
    column('after_hours', 'integer'),
    column('repeated', 'integer'),
  ]),
]

export class GroupActivity1763769900000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const each of tables) await queryRunner.createTable(each, true)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const each of tables.toReversed()) await queryRunner.dropTable(each, true)
  }
}
