import type { Socket } from 'node:net'
import type { Pool, PoolConnection } from 'mysql2'
import type { DataSource } from 'typeorm'

const socketOf = (connection: PoolConnection): Socket => (connection as unknown as { stream: Socket }).stream

/**
 * From here on a statement that has had no answer for so long fails, and its connection is gone: a half-open one would keep it pending
 * for ever, and the rollback behind it. Idle connections are left alone. SQLite answers or throws, so nothing changes there.
 */
export const limitAnswers = (dataSource: DataSource, withinMs: number): void => {
  const { pool } = dataSource.driver as { pool?: Pool }
  if (!pool) return
  /** How much each watched socket had read when half of its time was over. */
  const heardAt = new WeakMap<Socket, number | null>()

  // Asked twice, each after half of the time: a process that was blocked for long finds the first question due at once, and has the
  // second half to read the answer that may lie there.
  const ask = (socket: Socket): void => {
    if (heardAt.get(socket) === socket.bytesRead) {
      socket.destroy(Object.assign(new Error(`the database did not answer within ${withinMs} ms`), { code: 'ETIMEDOUT' }))
      return
    }
    heardAt.set(socket, socket.bytesRead)
    socket.setTimeout(withinMs / 2)
  }
  pool.on('acquire', (connection) => {
    const socket = socketOf(connection)
    if (!heardAt.has(socket)) socket.on('timeout', () => ask(socket))
    heardAt.set(socket, null)
    socket.setTimeout(withinMs / 2)
  })
  pool.on('release', (connection) => void socketOf(connection).setTimeout(0))
}
