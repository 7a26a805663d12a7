/**
 * Preloaded into the program (`node --import 'set-clock.mjs?at=2026-11-23T10:05+08:00'`): the machine's clock starts at
 * that instant and runs on from there, so that a picture shows the same days whenever it is taken. Plain JavaScript,
 * because it runs before anything else.
 */
const RealDate = Date
const shift = RealDate.parse(new URL(import.meta.url).searchParams.get('at') ?? '') - RealDate.now()

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [RealDate.now() + shift] : parts))
  }

  static now() {
    return RealDate.now() + shift
  }
}
