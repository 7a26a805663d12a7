/** How often a puppet is asked for a sign of life, and how long it may owe one, or a login. Milliseconds. */
export interface Patience {
  pingMs: number
  loginMs: number
  /** Pauses before the first, second … new attempt; the last one stays. */
  retryMs: readonly number[]
}

/** Back within seconds of a host's return without hammering it; a frozen host is noticed after 15 s. */
export const defaultPatience: Patience = { pingMs: 5_000, loginMs: 30_000, retryMs: [500, 1_000, 2_000, 4_000] }

/** The watch over one session: told what happens, it decides when the session is of no further use. */
export interface Vigil {
  /** Settles with the reason; never rejects. */
  ended: Promise<string>
  /** Connecting or logged out: a login or a code to scan is owed. */
  awaitLogin(): void
  /** A code was shown or a login came: from now on signs of life are asked for. */
  awaitSigns(): void
  end(reason: string): void
}

/** A ping may be missed once: a busy host is not a dead one. */
const missesAllowed = 1

/** `ping` resolves true when the puppet answered in time; it must not reject. */
export function keepVigil(patience: Patience, ping: () => Promise<boolean>): Vigil {
  let timer: NodeJS.Timeout | undefined
  let turn = 0
  let misses = 0
  let over = false
  let settle: (reason: string) => void = () => undefined
  const ended = new Promise<string>((resolve) => {
    settle = resolve
  })

  function next(delayMs: number, step: () => void): void {
    clearTimeout(timer)
    turn += 1
    if (!over) timer = setTimeout(step, delayMs)
  }

  function end(reason: string): void {
    over = true
    next(0, () => undefined)
    settle(reason)
  }

  function pingAfter(delayMs: number): void {
    next(delayMs, () => {
      const mine = turn
      void ping().then((alive) => {
        if (mine !== turn) return
        misses = alive ? 0 : misses + 1
        if (misses > missesAllowed) end('no sign of life')
        else pingAfter(alive ? patience.pingMs : 0)
      })
    })
  }

  return {
    ended,
    awaitLogin: () => next(patience.loginMs, () => end('no login')),
    awaitSigns: () => {
      misses = 0
      pingAfter(patience.pingMs)
    },
    end,
  }
}
