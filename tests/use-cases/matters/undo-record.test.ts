import { expect, it } from 'vitest'
import { readRecord, recordOf, tooLargeToUndo } from '../../../use-cases/matters/undo-record.ts'

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `01M82YNFM0FWZ9TMY7XF${String(n).padStart(6, '0')}`)

it('keeps what changed and leaves out what did not', () => {
  expect(recordOf({ closed: ids(1), opened: [], dues: [] })).toEqual({ closed: ids(1) })
  expect(recordOf({})).toEqual({})
})

it('is refused rather than cut short where it would not fit into an event, on either side of the line', () => {
  for (const count of [900, 1_000, 1_030, 1_040, 1_100, 5_000]) {
    const record = recordOf({ closed: ids(count) })
    const bytes = JSON.stringify({ closed: ids(count) }).length
    expect(record === tooLargeToUndo, `${count} todos, ${bytes} bytes`).toBe(bytes > 30_000)
  }
  expect(recordOf({ matter: { body: '字'.repeat(4_000) } })).not.toBe(tooLargeToUndo)
  expect(recordOf({ matter: { body: '字'.repeat(12_000) } })).toBe(tooLargeToUndo)
})

it('is read back from an event’s data, and from nothing else', () => {
  expect(readRecord({ undo: { read: ['x'] } })).toEqual({ read: ['x'] })
  expect([readRecord(null), readRecord({}), readRecord({ undo: tooLargeToUndo })]).toEqual([null, null, null])
})
