import { membersOf, officeNow, speakerOf, state } from './store.js'

const formats = {}

function format(name, options, at) {
  formats[name] ??= new Intl.DateTimeFormat('zh-CN', { ...options, timeZone: state.office?.zone, hourCycle: 'h23' })
  return formats[name].format(at)
}

export const clockTime = (at) => format('time', { hour: '2-digit', minute: '2-digit' }, at)
export const weekday = (at) => format('weekday', { weekday: 'short' }, at)
export const monthDay = (at) => format('day', { month: 'long', day: 'numeric' }, at)
const dayOf = (at) => format('date', { year: 'numeric', month: '2-digit', day: '2-digit' }, at)

const dayMs = 86_400_000

/** As WeChat writes it: today the time, yesterday, a weekday within the week, else the date. */
export function when(at, short = false) {
  const today = officeNow()
  const time = short ? '' : ` ${clockTime(at)}`
  if (dayOf(at) === dayOf(today)) return clockTime(at)
  if (dayOf(at) === dayOf(today - dayMs)) return `昨天${time}`
  if ([2, 3, 4, 5, 6].some((days) => dayOf(at) === dayOf(today - days * dayMs)))
    return `${format('longWeekday', { weekday: 'long' }, at)}${time}`
  return `${short ? format('shortDate', { month: 'numeric', day: 'numeric' }, at) : `${monthDay(at)} ${weekday(at)}`}${time}`
}

const escaped = (words) => words.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')

/** Names that can be mentioned in a chat, the longest first, with whose they are. */
export function namesIn(chat) {
  const names = new Map([[state.office.bot.name, state.office.bot.id]])
  for (const { id, name, nickname } of membersOf(chat)) names.set(name, id).set(nickname, id)
  return new Map([...names].filter(([name]) => name !== '').sort(([a], [b]) => b.length - a.length))
}

/** A text in pieces: plain, `@名字`, `#标签` at a line's start, `〔128〕` (not 〔2026〕15号). */
export function pieces(text, names) {
  const mention = [...names].map(escaped).join('|') || '(?!)'
  const pattern = new RegExp(
    `(?<mention>[@＠](?:${mention}|所有人))|(?<tag>^[ \\t]*[#＃][\\u4e00-\\u9fa5]+)|(?<number>〔\\d+〕(?!\\d+号))|(?<plain>[^@＠#＃〔\\n]+|[\\s\\S])`,
    'gmu',
  )
  const found = []
  for (const { groups = {} } of text.matchAll(pattern)) {
    const [kind, piece] = Object.entries(groups).find(([, value]) => value !== undefined) ?? ['plain', '']
    const last = found.at(-1)
    if (kind === 'plain' && last?.kind === 'plain') last.text += piece
    else found.push({ kind, text: piece })
  }
  return found
}

/** Ids of the people a text mentions. */
export function mentionsIn(text, chat) {
  const names = namesIn(chat)
  const found = pieces(text, names.keys()).filter(({ kind }) => kind === 'mention')
  return [...new Set(found.flatMap(({ text: name }) => names.get(name.slice(1)) ?? []))]
}

/** The number last spoken of in a chat, '' when there is none. */
function lastNumber(chat) {
  const quoted = state.quoting?.text.match(/〔(\d+)〕/)
  if (quoted) return quoted[1] ?? ''
  const lines = state.chats.get(chat)?.lines ?? []
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const number = lines[index]?.text.match(/〔(\d+)〕(?!\d+号)/)
    if (number) return number[1] ?? ''
  }
  return ''
}

/** A template filled in: the words, and where the caret goes. */
export function fill(template, chat) {
  const words = template.replace('{n}', lastNumber(chat)).replace(/ {2,}/g, ' ')
  const caret = words.indexOf('{0}')
  return { text: words.replace('{0}', ''), caret: caret < 0 ? words.length : caret }
}

/** Whether everybody the office's suggestions speak of sits in a chat. */
export function canTryAll(chat) {
  const names = membersOf(chat).map(({ name }) => name)
  const lines = state.office.suggestions
  return lines.every(({ as, text }) =>
    [as, ...[...text.matchAll(/@([^\s@]+)/g)].map(([, name]) => name ?? '')].every((name) => names.includes(name)),
  )
}

/** Lines to try in a chat: the office's suggestions, or something to ask where their people do not sit. */
export function triesFor(chat) {
  const me = speakerOf(chat)?.id ?? ''
  if (!canTryAll(chat))
    return (state.groups.has(chat) ? ['#本群', '#我的', '#帮助'] : ['#我的', '#我交办的', '#帮助']).map((text) => ({ as: me, text }))
  const lines = state.office.suggestions
  // The later ones speak of the number the first one got, or will get.
  const said = state.chats.get(chat)?.lines ?? []
  const opened = said.map(({ text }) => text).lastIndexOf(lines[0]?.text)
  const answers = opened < 0 ? [] : said.slice(opened).flatMap(({ text }) => text.match(/〔(\d+)〕/)?.[1] ?? [])
  const number = answers[0] ?? state.office.nextNumber
  const idOf = (name) => membersOf(chat).find((member) => member.name === name)?.id ?? ''
  return lines.map(({ as, text }) => ({ as: idOf(as), text: text.replace('{n}', number) }))
}
