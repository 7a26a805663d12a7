const keptAs = 'qunban-burden-token'

/** A refusal of the server in its own words. */
export class Refused extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/** The token lives as long as the window; nothing stays on a shared computer. */
export const session = {
  get token() {
    return sessionStorage.getItem(keptAs)
  },
  set token(value) {
    if (value === null) sessionStorage.removeItem(keptAs)
    else sessionStorage.setItem(keptAs, value)
  },
}

/** @param {string} path @param {RequestInit} [how] @returns {Promise<any>} */
async function ask(path, how = {}) {
  let response
  try {
    response = await fetch(`/api/v1${path}`, {
      ...how,
      headers: { ...(session.token ? { authorization: `Bearer ${session.token}` } : {}), ...how.headers },
    })
  } catch {
    throw new Refused(0, '连不上服务器,请稍后再试')
  }
  const body = response.status === 204 ? null : await response.json().catch(() => null)
  if (response.ok) return body
  throw new Refused(response.status, body?.error?.message ?? '服务器没有答复')
}

/** @param {string} code */
export async function signIn(code) {
  const { token } = await ask('/sessions/code', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  session.token = token
}

export async function signOut() {
  await ask('/sessions/current', { method: 'DELETE' }).catch(() => undefined)
  session.token = null
}

const query = (values) =>
  new URLSearchParams(
    Object.entries(values)
      .filter(([, value]) => value !== '' && value !== undefined && value !== null)
      .map(([name, value]) => [name, String(value)]),
  )

export const readMe = () => ask('/me')
/** @param {{by: string, periods: number, unitId: string}} wish */
export const readBurden = (wish) => ask(`/burden?${query(wish)}`)
/** @param {{unitId: string, cursor?: string | null}} wish */
export const readRepeats = (wish) => ask(`/burden/repeats?${query({ limit: 10, ...wish })}`)
