import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, foreignKey, index, optional, primary, table, unique } from './table-kit.ts'

const tables = [
  table(
    'procedure_versions',
    [
      primary(column('id', 'varchar', 26)),
      column('code', 'varchar', 32),
      column('version', 'integer'),
      column('definition', 'text'),
      optional(column('published_by_id', 'varchar', 26)),
      column('published_at', 'bigint'),
    ],
    [unique('ux_procedure_versions', 'code', 'version')],
  ),
  table(
    'procedures',
    [
      primary(column('matter_id', 'varchar', 26)),
      column('code', 'varchar', 32),
      column('version', 'integer'),
      column('definition', 'text'),
      optional(column('applicant', 'varchar', 60)),
      optional(column('chosen_unit_id', 'varchar', 26)),
      optional(column('due_at', 'bigint')),
      optional(column('left_ms', 'bigint')),
      optional(column('alarm_at', 'bigint')),
      optional(column('paused_at', 'bigint')),
      optional(column('pause_cause', 'varchar', 32)),
      optional(column('pause_reason', 'text')),
      optional(column('outcome', 'varchar', 32)),
      optional(column('answer', 'text')),
    ],
    [index('ix_procedures_code', 'code', 'matter_id'), index('ix_procedures_alarm', 'alarm_at', 'matter_id')],
    [foreignKey('fk_procedures_matter', 'matter_id', 'matters')],
  ),
  table(
    'procedure_steps',
    [
      primary(column('id', 'varchar', 26)),
      column('matter_id', 'varchar', 26),
      column('position', 'integer'),
      column('stage', 'integer'),
      column('definition', 'text'),
      column('state', 'varchar', 32),
      column('parties', 'text'),
      optional(column('started_at', 'bigint')),
      optional(column('due_at', 'bigint')),
      optional(column('left_ms', 'bigint')),
      optional(column('alarm_at', 'bigint')),
      optional(column('finished_at', 'bigint')),
      optional(column('finished_by_id', 'varchar', 26)),
      optional(column('answer', 'text')),
    ],
    [unique('ux_procedure_steps', 'matter_id', 'position'), index('ix_procedure_steps_alarm', 'alarm_at', 'id')],
    [foreignKey('fk_procedure_steps_matter', 'matter_id', 'matters')],
  ),
  table(
    'procedure_overruns',
    [
      primary(column('id', 'varchar', 26)),
      column('matter_id', 'varchar', 26),
      column('kind', 'varchar', 32),
      optional(column('step_id', 'varchar', 26)),
      column('name', 'varchar', 20),
      column('parties', 'text'),
      column('due_at', 'bigint'),
      column('same_key', 'varchar', 90),
      optional(column('settled_at', 'bigint')),
      optional(column('late_ms', 'bigint')),
    ],
    [
      unique('ux_procedure_overruns', 'same_key'),
      index('ix_procedure_overruns_due', 'due_at', 'id'),
      index('ix_procedure_overruns_matter', 'matter_id', 'id'),
    ],
    [foreignKey('fk_procedure_overruns_matter', 'matter_id', 'matters')],
  ),
  table(
    'absences',
    [
      primary(column('matter_id', 'varchar', 26)),
      column('member_id', 'varchar', 26),
      column('from_day', 'varchar', 10),
      column('to_day', 'varchar', 10),
      optional(column('place', 'varchar', 40)),
      optional(column('presiding_id', 'varchar', 26)),
      column('reported_late', 'boolean'),
      optional(column('ends_at', 'bigint')),
      optional(column('returned_at', 'bigint')),
    ],
    [
      index('ix_absences_days', 'to_day', 'matter_id'),
      index('ix_absences_member', 'member_id', 'from_day', 'matter_id'),
      index('ix_absences_ends', 'ends_at', 'matter_id'),
    ],
    [foreignKey('fk_absences_matter', 'matter_id', 'matters')],
  ),
]

/** Procedures: steps with clocks that can stand still, what went over its limit, and who is away. */
export class Procedures1763770320000 implements MigrationInterface {
  name = 'Procedures1763770320000'

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const each of tables) await queryRunner.createTable(each, true)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const each of tables.toReversed()) await queryRunner.dropTable(each, true)
  }
}
