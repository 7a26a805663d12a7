import { h, s } from './elements.js'

/** @typedef {{key: string, name: string, of: string}} Series one colour and what it stands for */
/** @typedef {Record<string, any> & {label: string}} Column */

const two = (n) => String(n).padStart(2, '0')

/** 11.23 for a week, 11月 for a month; with the year where it changes. */
export const labelOf = (by, from, index) => {
  const [year, month, day] = from.split('-').map(Number)
  const isNewYear = index === 0 || (month === 1 && (by === 'month' || day <= 7))
  return by === 'month' ? `${isNewYear ? `${String(year).slice(2)}年` : ''}${month}月` : `${month}.${two(day)}`
}

/** A round number of steps that reaches the highest value. */
const scaleOf = (highest) => {
  const steps = [1, 2, 5].flatMap((n) => [n, n * 10, n * 100, n * 1_000, n * 10_000, n * 100_000]).toSorted((a, b) => a - b)
  const step = steps.find((each) => each * 4 >= highest) ?? 1_000_000
  return { step, top: Math.max(step, Math.ceil(highest / step) * step) }
}

/** What the colours stand for. @param {readonly Series[]} series */
export const legend = (series) =>
  h(
    'ul',
    { class: 'legend' },
    ...series.map(({ name, of }) => h('li', { class: of }, h('i', { 'aria-hidden': 'true' }), h('span', {}, name))),
  )

/** The same figures as a table, for who reads rather than looks. */
const tableOf = (head, columns, series) =>
  h(
    'details',
    {},
    h('summary', {}, '看数字'),
    h(
      'div',
      { class: 'scroll' },
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, h('th', {}, head), ...series.map(({ name }) => h('th', { class: 'n' }, name)))),
        h(
          'tbody',
          {},
          ...columns.map((column) =>
            h('tr', {}, h('td', {}, column.title), ...series.map(({ key }) => h('td', { class: 'n' }, column[key]))),
          ),
        ),
      ),
    ),
  )

/**
 * Columns side by side for each period, the values of the newest in words; every column tells its figures when pointed at or focused.
 * @param {{title: string, columns: (Column & {title: string})[], series: readonly Series[], width: number}} chart
 */
export const columnChart = ({ title, columns, series, width }) => {
  const [height, left, bottom, above] = [220, 38, 24, 12]
  const room = { x: width - left - 4, y: height - bottom - above }
  const highest = Math.max(4, ...columns.flatMap((column) => series.map(({ key }) => column[key])))
  const { step, top } = scaleOf(highest)
  const y = (value) => above + room.y - (room.y * value) / top
  const slot = room.x / columns.length
  const bar = Math.min(22, (slot * 0.72) / series.length)
  const lines = []
  for (let value = 0; value <= top; value += step) {
    lines.push(
      s('line', { x1: left, x2: width - 4, y1: y(value), y2: y(value) }),
      s('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, String(value)),
    )
  }
  const every = Math.ceil(columns.length / Math.max(1, Math.floor(room.x / 46)))
  const drawn = columns.map((column, index) => {
    const x = left + slot * index
    const told = `${column.title}:${series.map(({ key, name }) => `${name} ${column[key]}`).join(',')}`
    const start = x + (slot - bar * series.length) / 2
    return s(
      'g',
      { class: 'column', tabindex: '0', role: 'img', 'aria-label': told },
      s('title', {}, told),
      s('rect', { class: 'hit', x, y: above, width: slot, height: room.y }),
      ...series.map(({ key, of }, n) =>
        s('rect', {
          class: of,
          x: (start + bar * n).toFixed(1),
          y: y(column[key]).toFixed(1),
          width: Math.max(1, bar - 1).toFixed(1),
          height: (above + room.y - y(column[key])).toFixed(1),
          rx: 1.5,
        }),
      ),
      (columns.length - 1 - index) % every === 0 && s('text', { x: x + slot / 2, y: height - 6, 'text-anchor': 'middle' }, column.label),
    )
  })
  return [
    legend(series),
    s('svg', { viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': title }, ...lines, ...drawn),
    tableOf('时段', columns, series),
  ]
}

/**
 * One bar a unit: the whole, and of it what was repeated and what came after hours.
 * @param {{units: {unit: string, demands: number, repeated: number, afterHours: number}[], most: number}} chart
 */
export const unitBars = ({ units, most }) => {
  if (units.length === 0) return [h('p', { class: 'empty' }, '这段时间没有')]
  const row = ({ unit, demands, repeated, afterHours }) => {
    const share = (value) => `${((100 * value) / most).toFixed(2)}%`
    const parts = [repeated > 0 ? `重复 ${repeated}` : '', afterHours > 0 ? `非工时 ${afterHours}` : ''].filter(Boolean).join(' · ')
    return [
      h('dt', {}, unit.name),
      h(
        'dd',
        {},
        s(
          'svg',
          { 'aria-hidden': 'true', preserveAspectRatio: 'none' },
          s('rect', { class: 'of-demands', width: share(demands), height: '14', rx: 2 }),
          s('rect', { class: 'of-repeated', width: share(repeated), height: '7', rx: 1 }),
          s('rect', { class: 'of-after', width: share(afterHours), y: '7', height: '7', rx: 1 }),
        ),
        h('small', {}, h('b', {}, demands), parts === '' ? '' : ` ${parts}`),
      ),
    ]
  }
  return [h('dl', { class: 'rows' }, ...units.flatMap(row))]
}
