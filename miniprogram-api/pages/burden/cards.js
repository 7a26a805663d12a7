import { legend, unitBars } from './charts.js'
import { h } from './elements.js'

/** A card shows so many units; the rest can be opened. */
const shownUnits = 12

/** What is drawn of demands, and of suggestions. */
export const demandSeries = [
  { key: 'demands', name: '要求', of: 'of-demands' },
  { key: 'repeated', name: '重复', of: 'of-repeated' },
  { key: 'afterHours', name: '非工作时间', of: 'of-after' },
]
export const suggestionSeries = [
  { key: 'received', name: '收到', of: 'of-received' },
  { key: 'answered', name: '答复', of: 'of-answered' },
]

const dayOf = (from) => {
  const [, month, day] = from.split('-').map(Number)
  return `${month}月${day}日`
}
/** 11月23日起一周, 2026年11月 */
export const titleOf = (by, from) => (by === 'month' ? `${from.slice(0, 4)}年${Number(from.slice(5, 7))}月` : `${dayOf(from)}起一周`)
/** The share in words; nothing of nothing. */
export const percent = (part, whole) => (whole === 0 ? '' : `占 ${((100 * part) / whole).toFixed(1)}%`)
/** Days are the office's, wherever the reader sits. @type {{zone: string | undefined}} */
export const office = { zone: undefined }
const momentOf = (at) => new Intl.DateTimeFormat('zh-CN', { timeZone: office.zone, month: 'long', day: 'numeric' }).format(at)

/** One figure with its name and a note. */
export const figure = (name, value, note) =>
  h('div', { class: 'card figure' }, h('span', {}, name), h('b', {}, value), h('small', {}, note))
/** A part of the page. */
export const card = (title, about, wide, ...children) =>
  h('section', { class: wide ? 'card wide' : 'card', 'aria-label': title }, h('h2', {}, title), about && h('p', {}, about), ...children)

/** Units with a bar each, the most asked first. */
export const unitCard = (title, about, rows) => {
  const most = Math.max(1, ...rows.map(({ demands }) => demands))
  const rest = rows.slice(shownUnits)
  return card(
    title,
    about,
    false,
    legend(demandSeries),
    ...unitBars({ units: rows.slice(0, shownUnits), most }),
    rest.length > 0 && h('details', {}, h('summary', {}, `其余 ${rest.length} 个单位`), ...unitBars({ units: rest, most })),
  )
}

/** A repeated demand with the one it repeats. */
export const repeatLine = ({ askedAt, asked, asking, matter, earlier }) =>
  h(
    'li',
    {},
    h('p', {}, `〔${matter.number}〕${matter.title}`),
    h('p', { class: 'who' }, `${momentOf(askedAt)} ${asking.name} → ${asked.name}`),
    h('p', { class: 'earlier' }, `此前 〔${earlier.number}〕${earlier.title}(${momentOf(earlier.askedAt)} ${earlier.asking.name})`),
  )
