import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** What a server is busy with now; kept so that a stop can tell a call under way from a stream, which never ends, and from silence. */
interface Traffic {
  connections: Set<Socket>
  answers: Set<ServerResponse>
}

const traffic = new WeakMap<Server, Traffic>()

/** Starts keeping count of a server's connections and open answers. */
export const watchTraffic = (server: Server): void => {
  const seen: Traffic = { connections: new Set(), answers: new Set() }
  traffic.set(server, seen)
  server.on('connection', (connection: Socket) => {
    seen.connections.add(connection)
    connection.once('close', () => seen.connections.delete(connection))
  })
  server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
    seen.answers.add(response)
    response.once('close', () => seen.answers.delete(response))
  })
}

const isStream = (response: ServerResponse): boolean => String(response.getHeader('Content-Type') ?? '').startsWith('text/event-stream')

/** Stops taking calls, ends silent connections and event streams at once, and gives calls under way `limitMs`; then cuts what is left. */
export const closeServer = async (server: Server, limitMs: number): Promise<void> => {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  const { connections, answers } = traffic.get(server) ?? { connections: new Set(), answers: new Set() }
  const underWay = [...answers].filter((answer) => !isStream(answer))
  const busy = new Set(underWay.map((answer) => answer.req.socket))
  // Node's own closeIdleConnections leaves a connection alone that has never asked anything.
  for (const connection of connections) if (!busy.has(connection)) connection.destroy()
  // A keep-alive connection would otherwise outlive the answer it is writing.
  for (const answer of underWay) answer.once('finish', () => server.closeIdleConnections())
  const limit = setTimeout(() => server.closeAllConnections(), limitMs)
  await closed
  clearTimeout(limit)
}
