import { PassThrough, type Readable } from 'node:stream'
import type { Instant } from '../../../../rules/instant.ts'
import type { ChatLog, FeedEvent } from './chat-log.ts'

/** Server-sent events of a log. Ids are `<life>.<seq>`: a page that reconnects to another life starts afresh. */
export interface EventStreams {
  /** A new stream: `hello` (with `resumed` when nothing was missed for good), what was missed, then live. */
  open(lastEventId: string | undefined): Readable
  /** Ends every stream. */
  close(): void
}

/** What the streams are made of; `heartbeatMs` is how often a silent stream says it is alive. */
export interface EventStreamOptions {
  log: ChatLog
  life: string
  now(): Instant
  heartbeatMs: number
}

/** A reader this far behind is cut off; it comes back and is replayed. */
const longestBacklogBytes = 1_000_000

/** No stream yet; each runs until its reader leaves or `close`. */
export function createEventStreams({ log, life, now, heartbeatMs }: EventStreamOptions): EventStreams {
  const open = new Set<PassThrough>()

  function idOf(seq: number): string {
    return `${life}.${seq}`
  }

  function missed(lastEventId: string | undefined): FeedEvent[] | undefined {
    const [itsLife, seq] = (lastEventId ?? '').split('.')
    return itsLife === life && seq !== undefined && /^\d{1,15}$/.test(seq) ? log.missedSince(Number(seq)) : undefined
  }

  return {
    open(lastEventId) {
      const stream = new PassThrough()
      const write = (event: string, data: unknown, id?: string): void => {
        stream.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
        if (stream.writableLength > longestBacklogBytes) stream.destroy()
      }
      const tell = ({ seq, event, data }: FeedEvent): void => write(event, data, idOf(seq))
      const toReplay = missed(lastEventId)
      stream.write('retry: 1000\n\n')
      write('hello', { resumed: toReplay !== undefined, now: now() }, toReplay === undefined ? idOf(log.lastSeq) : undefined)
      for (const event of toReplay ?? []) tell(event)

      const stopListening = log.listen(tell)
      const heartbeat = setInterval(() => write('ping', { now: now() }), heartbeatMs)
      heartbeat.unref()
      open.add(stream)
      stream.once('close', () => {
        stopListening()
        clearInterval(heartbeat)
        open.delete(stream)
      })
      return stream
    },
    close() {
      for (const stream of open) stream.end(() => stream.destroy())
    },
  }
}
