import { expect, test } from 'vitest'
import { openScratchDatabase } from '../support/database.ts'

test('the migrations build exactly the tables that the entities describe', async () => {
  const runner = await openScratchDatabase()
  const { upQueries } = await runner.dataSource.driver.createSchemaBuilder().log()
  await runner.close()
  expect(upQueries.map((query) => query.query)).toEqual([])
})
