import { h, the } from './elements.js'
import { ask } from './server.js'
import { changed, officeNow, state, subscribe, takeClock } from './store.js'
import { clockTime, monthDay, weekday } from './words.js'

const hourMs = 3_600_000
const leaps = [
  { label: '+1 小时', wish: { advanceMs: hourMs } },
  { label: '+1 天', wish: { advanceMs: 24 * hourMs } },
  { label: '下个工作日 09:00', wish: { to: 'next-working-morning' } },
]

/** The office clock at the top and the buttons that move it. */
export function showClockBar(complain) {
  const time = h('time', { class: 'clock-time' })
  const buttons = leaps.map(({ label, wish }) => h('button', { type: 'button', onclick: () => void leap(wish) }, label))
  const progress = h('progress', { max: 1, 'aria-label': '时钟前进', hidden: true })
  the('clock').append(
    h('span', { class: 'clock-label' }, '办公时钟'),
    time,
    h('span', { class: 'leaps', role: 'group', 'aria-label': '拨快时钟,到点的提醒会照常发出' }, buttons),
    progress,
  )

  async function leap(wish) {
    takeClock({ now: officeNow(), from: officeNow(), to: officeNow() + 1 })
    changed()
    try {
      takeClock(await ask('clock', wish))
    } catch (error) {
      takeClock({ now: officeNow(), from: null, to: null })
      complain(error.message)
    }
    changed()
  }

  function show() {
    if (!state.office) return
    const now = officeNow()
    const { from, to } = state.clock
    const words = `${monthDay(now)} ${weekday(now)} ${clockTime(now)}`
    if (time.textContent !== words) time.textContent = words
    const isMoving = to !== null && from !== null
    for (const button of buttons) button.disabled = isMoving
    progress.hidden = !isMoving
    if (isMoving) progress.value = (now - from) / (to - from)
  }

  subscribe(show)
  setInterval(show, 1_000)
}
