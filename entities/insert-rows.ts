import type { EntityManager, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm'

const chunkSize = 500

/** Inserts whole rows as they are, in chunks; TypeORM reads nothing back and changes nothing in `rows`. */
export const insertRows = async <Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: new () => Row,
  rows: readonly Row[],
): Promise<void> => {
  for (let from = 0; from < rows.length; from += chunkSize) {
    // TypeORM's partial type cannot say "a whole row with a JSON column"; a whole row is one.
    const values = rows.slice(from, from + chunkSize) as unknown as QueryDeepPartialEntity<Row>[]
    await tx.createQueryBuilder().insert().into(entity).values(values).updateEntity(false).execute()
  }
}
