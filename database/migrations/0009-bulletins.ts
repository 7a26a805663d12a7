import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'
import { column, foreignKey, index, optional, primary, table, unique } from './table-kit.ts'

const id = primary(column('id', 'varchar', 26))
const matterId = column('matter_id', 'varchar', 26)
const integers = (...names: string[]) => names.map((name) => column(name, 'integer'))

/** Bulletins: their figures by unit, what they list, and what people changed in them. */
const tables = [
  table(
    'bulletins',
    [
      primary(matterId),
      column('length', 'varchar', 32),
      column('period', 'varchar', 10),
      optional(column('active_key', 'varchar', 10)),
      column('by_clock', 'boolean'),
      optional(column('situation', 'text')),
      optional(column('problems', 'text')),
      optional(column('demands', 'text')),
      optional(column('addressees', 'varchar', 200)),
      optional(column('want_count_at', 'bigint')),
      optional(column('counted_at', 'bigint')),
      optional(column('rule_key', 'varchar', 60)),
      optional(column('categories', 'text')),
      optional(column('shows', 'text')),
      optional(column('issued_on', 'varchar', 10)),
      optional(column('issued_by_id', 'varchar', 26)),
    ],
    [
      unique('ux_bulletins_period', 'active_key'),
      index('ix_bulletins_period', 'length', 'period', 'matter_id'),
      index('ix_bulletins_wanted', 'want_count_at', 'matter_id'),
    ],
    [foreignKey('fk_bulletins_matter', 'matter_id', 'matters')],
  ),
  table(
    'bulletin_units',
    [
      id,
      matterId,
      column('unit_id', 'varchar', 26),
      column('unit_name', 'varchar', 80),
      column('class_name', 'varchar', 20),
      ...integers('position', 'reported', 'adopted', 'instructed', 'points'),
      ...integers('year_reported', 'year_adopted', 'year_instructed', 'year_points'),
    ],
    [unique('ux_bulletin_units', 'matter_id', 'unit_id')],
    [foreignKey('fk_bulletin_units_matter', 'matter_id', 'matters')],
  ),
  table(
    'bulletin_items',
    [
      id,
      matterId,
      column('position', 'integer'),
      column('submission_id', 'varchar', 26),
      column('title', 'varchar', 80),
      column('units', 'varchar', 200),
      column('authors', 'varchar', 200),
      column('publication', 'varchar', 120),
      column('level', 'varchar', 32),
      column('adopted_on', 'varchar', 10),
    ],
    [unique('ux_bulletin_items', 'matter_id', 'position')],
    [foreignKey('fk_bulletin_items_matter', 'matter_id', 'matters')],
  ),
  table(
    'bulletin_officers',
    [
      id,
      matterId,
      column('member_id', 'varchar', 26),
      column('name', 'varchar', 40),
      column('unit_name', 'varchar', 80),
      column('class_name', 'varchar', 20),
      ...integers('reported', 'adopted', 'points'),
    ],
    [unique('ux_bulletin_officers', 'matter_id', 'member_id')],
    [foreignKey('fk_bulletin_officers_matter', 'matter_id', 'matters')],
  ),
  table(
    'bulletin_quotas',
    [
      id,
      matterId,
      column('position', 'integer'),
      column('unit_id', 'varchar', 26),
      column('label', 'varchar', 80),
      column('measure', 'varchar', 32),
      ...integers('required', 'done'),
    ],
    [unique('ux_bulletin_quotas', 'matter_id', 'position')],
    [foreignKey('fk_bulletin_quotas_matter', 'matter_id', 'matters')],
  ),
  table(
    'bulletin_changes',
    [
      id,
      matterId,
      column('subject_id', 'varchar', 26),
      column('field', 'varchar', 32),
      column('value', 'integer'),
      column('reason', 'varchar', 200),
      column('changed_by_id', 'varchar', 26),
      column('changed_at', 'bigint'),
      optional(column('active_key', 'varchar', 100)),
    ],
    [unique('ux_bulletin_changes', 'active_key'), index('ix_bulletin_changes_matter', 'matter_id', 'id')],
    [foreignKey('fk_bulletin_changes_matter', 'matter_id', 'matters')],
  ),
]

const measures = ['reported', 'problems', 'adopted', 'adoptions', 'instructed', 'points', 'id']

/** Every measure beside the keys, so that sums are read from the index alone. */
const sums = [
  index('ix_figures_months', 'dimension', 'month', 'subject', ...measures),
  index('ix_figures_sums', 'dimension', 'subject', 'month', ...measures),
]

export class Bulletins1763770140000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const each of tables) await queryRunner.createTable(each, true)
    await queryRunner.createIndices(
      'figures',
      sums.map((each) => new TableIndex(each)),
    )
    await queryRunner.dropIndex('figures', 'ix_figures_subject')
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createIndex('figures', new TableIndex(index('ix_figures_subject', 'dimension', 'subject', 'month', 'id')))
    await queryRunner.dropIndex('figures', 'ix_figures_sums')
    await queryRunner.dropIndex('figures', 'ix_figures_months')
    for (const each of tables.toReversed()) await queryRunner.dropTable(each, true)
  }
}
