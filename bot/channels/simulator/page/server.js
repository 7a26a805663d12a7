/** Longer than the bot's own retries: a message is given up only after the bot has given it up. */
const answerLimitMs = 70_000
/** The server says something every 15 seconds; a line this silent is dead even if nobody noticed. */
const silenceLimitMs = 40_000

/**
 * Asks the server; throws an Error with words for people.
 * @param {string} path
 * @param {unknown} [body] posted as JSON when given
 */
export async function ask(path, body) {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  let response
  try {
    response = await fetch(`/simulator/${path}`, { ...init, signal: AbortSignal.timeout(answerLimitMs) })
  } catch {
    throw new Error('连不上服务,请看程序是否还在运行')
  }
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new Error(answer.error?.message ?? `服务出错(${response.status})`)
  return answer
}

/**
 * Listens to the server's events for good: reconnects, lets it replay, and takes a silent line for a broken one.
 * @param {Record<'hello' | 'message' | 'clock' | 'ping' | 'lost', (data?: object) => void>} handlers
 */
export function listen(handlers) {
  let source
  let heardAt = Date.now()

  function connect() {
    source = new EventSource('/simulator/events')
    for (const name of ['hello', 'message', 'clock', 'ping']) {
      source.addEventListener(name, (event) => {
        heardAt = Date.now()
        handlers[name](JSON.parse(event.data))
      })
    }
    source.addEventListener('error', () => {
      handlers.lost()
      if (source.readyState === EventSource.CLOSED) again(2_000)
    })
  }

  function again(ms) {
    source.close()
    heardAt = Date.now() + ms
    setTimeout(connect, ms)
  }

  connect()
  setInterval(() => {
    if (Date.now() - heardAt < silenceLimitMs) return
    handlers.lost()
    again(0)
  }, 5_000)
}
