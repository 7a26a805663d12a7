/** Progress on standard error: one line that is rewritten on a terminal, a line every few seconds elsewhere. */
export const showProgress = (what: string): ((done: number, total: number) => void) => {
  let saidAt = performance.now()
  return (done, total) => {
    const text = `${what} ${done}/${total}`
    if (process.stderr.isTTY) process.stderr.write(`\r${text}${done >= total ? '\n' : ''}`)
    else if (done >= total || performance.now() - saidAt > 2_000) {
      saidAt = performance.now()
      console.error(text)
    }
  }
}
