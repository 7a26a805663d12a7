import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, foreignKey, index, optional, primary, table, unique } from './table-kit.ts'

const tables = [
  table(
    'watches',
    [
      primary(column('matter_id', 'varchar', 26)),
      column('form', 'varchar', 32),
      column('duty_unit_id', 'varchar', 26),
      column('times', 'text'),
      column('remind_minutes', 'integer'),
    ],
    [],
    [foreignKey('fk_watches_matter', 'matter_id', 'matters')],
  ),
  table(
    'watch_slots',
    [
      primary(column('id', 'varchar', 26)),
      column('matter_id', 'varchar', 26),
      column('day', 'varchar', 10),
      column('from_at', 'bigint'),
      column('to_at', 'bigint'),
      column('member_id', 'varchar', 26),
      column('state', 'varchar', 32),
      optional(column('alarm_at', 'bigint')),
      optional(column('closed_at', 'bigint')),
      optional(column('closed_by_id', 'varchar', 26)),
      optional(column('text', 'text')),
      optional(column('found_id', 'varchar', 26)),
    ],
    [
      unique('ux_watch_slots', 'matter_id', 'from_at'),
      index('ix_watch_slots_alarm', 'alarm_at', 'id'),
      index('ix_watch_slots_member', 'member_id', 'day', 'id'),
    ],
    [foreignKey('fk_watch_slots_matter', 'matter_id', 'matters')],
  ),
  table(
    'watch_swaps',
    [
      primary(column('id', 'varchar', 26)),
      column('matter_id', 'varchar', 26),
      column('from_id', 'varchar', 26),
      column('to_id', 'varchar', 26),
      column('day', 'varchar', 10),
      optional(column('back_day', 'varchar', 10)),
      column('state', 'varchar', 32),
      column('asked_at', 'bigint'),
      optional(column('decided_at', 'bigint')),
    ],
    [index('ix_watch_swaps_to', 'matter_id', 'to_id', 'state', 'id')],
    [foreignKey('fk_watch_swaps_matter', 'matter_id', 'matters')],
  ),
  table(
    'disclosure_items',
    [
      primary(column('matter_id', 'varchar', 26)),
      column('name', 'varchar', 80),
      column('index_number', 'varchar', 60),
      column('summary', 'text'),
      column('mode', 'varchar', 32),
      column('unit_id', 'varchar', 26),
      column('dated_on', 'varchar', 10),
      optional(column('renews_every_months', 'integer')),
      optional(column('renews_on', 'varchar', 10)),
      optional(column('renews_at', 'bigint')),
      column('shown', 'integer'),
    ],
    [
      unique('ux_disclosure_items_index', 'index_number'),
      index('ix_disclosure_items_shown', 'shown', 'dated_on', 'matter_id'),
      index('ix_disclosure_items_renews', 'renews_at', 'matter_id'),
    ],
    [foreignKey('fk_disclosure_items_matter', 'matter_id', 'matters')],
  ),
]

/** Rosters with their slots, and the directory of open information. */
export class WatchesAndDisclosure1763770380000 implements MigrationInterface {
  name = 'WatchesAndDisclosure1763770380000'

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const each of tables) await queryRunner.createTable(each, true)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const each of tables.toReversed()) await queryRunner.dropTable(each, true)
  }
}
