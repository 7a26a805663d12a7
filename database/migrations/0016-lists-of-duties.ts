import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'
import { index } from './table-kit.ts'

/** Each with its table, and the index whose place it takes. */
const indices = [
  // Receipts are counted from the index alone, thousands of them for one notice.
  {
    table: 'todos',
    made: index('ix_todos_of_matter', 'matter_id', 'closed_at', 'duty', 'outcome', 'group_id', 'id'),
    instead: index('ix_todos_matter', 'matter_id', 'closed_at', 'id'),
  },
  { table: 'notices', made: index('ix_notices_of_issuer', 'issuer_id', 'matter_id') },
  // Few overruns are open among many that were settled, and few slots among those of years.
  { table: 'procedure_overruns', made: index('ix_procedure_overruns_settled', 'settled_at', 'due_at', 'id') },
  { table: 'watch_slots', made: index('ix_watch_slots_state', 'matter_id', 'state', 'from_at', 'id') },
]

/** Indices that the lists and sweeps of notices, procedures and watches walk however much lies behind them. */
export class ListsOfDuties1763770740000 implements MigrationInterface {
  name = 'ListsOfDuties1763770740000'

  async up(queryRunner: QueryRunner): Promise<void> {
    // The new one first: a foreign key needs one of them at any time. What a run that broke off has done is not done again.
    for (const { table, made, instead } of indices) {
      const known = new Set((await queryRunner.getTable(table))?.indices.map(({ name }) => name))
      if (!known.has(made.name)) await queryRunner.createIndex(table, new TableIndex(made))
      if (instead && known.has(instead.name)) await queryRunner.dropIndex(table, new TableIndex(instead))
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { table, made, instead } of indices.toReversed()) {
      if (instead) await queryRunner.createIndex(table, new TableIndex(instead))
      await queryRunner.dropIndex(table, new TableIndex(made))
    }
  }
}
