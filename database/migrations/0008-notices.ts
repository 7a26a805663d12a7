import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, foreignKey, index, optional, primary, table, unique } from './table-kit.ts'

/** Notices and documents, the groups they were posted in, and what was seen of 接龙. */
const tables = [
  table(
    'notices',
    [
      primary(column('matter_id', 'varchar', 26)),
      column('form', 'varchar', 32),
      optional(column('document_number', 'varchar', 60)),
      column('needs_receipt', 'boolean'),
      column('issuer_id', 'varchar', 26),
      column('fingerprint', 'varchar', 64),
      column('same_key', 'varchar', 120),
      column('posted_at', 'bigint'),
      optional(column('summarised_at', 'bigint')),
    ],
    [
      unique('ux_notices_same', 'same_key'),
      index('ix_notices_issuer', 'issuer_id', 'fingerprint', 'posted_at', 'matter_id'),
      index('ix_notices_form', 'form', 'matter_id'),
      index('ix_notices_document', 'document_number', 'matter_id'),
    ],
    [foreignKey('fk_notices_matter', 'matter_id', 'matters')],
  ),
  table(
    'notice_groups',
    [
      primary(column('id', 'varchar', 26)),
      column('matter_id', 'varchar', 26),
      column('group_id', 'varchar', 26),
      column('posted_at', 'bigint'),
    ],
    [unique('ux_notice_groups', 'matter_id', 'group_id'), index('ix_notice_groups_group', 'group_id', 'posted_at', 'id')],
    [foreignKey('fk_notice_groups_matter', 'matter_id', 'matters')],
  ),
  table(
    'sign_ups',
    [
      primary(column('id', 'varchar', 26)),
      column('group_id', 'varchar', 26),
      column('head_key', 'varchar', 64),
      column('entries', 'text'),
      column('matter_ids', 'text'),
      column('sent_at', 'bigint'),
      column('seen_at', 'bigint'),
      column('version', 'integer'),
    ],
    [unique('ux_sign_ups', 'group_id', 'head_key'), index('ix_sign_ups_seen', 'seen_at', 'id')],
  ),
]

export class Notices1763770080000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const each of tables) await queryRunner.createTable(each, true)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const each of tables.toReversed()) await queryRunner.dropTable(each, true)
  }
}
