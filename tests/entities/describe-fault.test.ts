import { QueryFailedError } from 'typeorm'
import { expect, test } from 'vitest'
import { describeFault } from '../../entities/describe-fault.ts'

test('of a failed query neither its words, its parameters nor what the driver quoted is told', () => {
  const driver = Object.assign(new Error("Duplicate entry '13800001234' for key 'ux'"), { code: 'ER_DUP_ENTRY' })
  const told = describeFault(new QueryFailedError('INSERT INTO members VALUES (?)', ['李四'], driver))
  expect(told).toMatchObject({ name: 'QueryFailedError', code: 'ER_DUP_ENTRY' })
  expect(JSON.stringify(told)).not.toMatch(/13800001234|李四|INSERT/u)
})
