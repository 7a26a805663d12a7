/** Asks the simulator's web side: GET without a body, else POST. A refusal is thrown with its words. */
export type Ask = (path: string, body?: unknown) => Promise<unknown>

/** Paths are those below `/simulator/`. */
export const createAsk =
  (url: string): Ask =>
  async (path, body) => {
    const sent = body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${url}/simulator/${path}`, sent)
    const text = await response.text()
    if (!response.ok) throw new Error(`/simulator/${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }
