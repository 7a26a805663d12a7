/**
 * What the page knows. Everything that shows something subscribes; whoever changes something calls `changed`.
 * @typedef {{id: string, chat: string, from: string, text: string, quote: {from: string, text: string} | null,
 *   mentions: string[], at: number, state: 'sending' | 'sent' | 'failed', recalled: boolean}} Line
 * @typedef {{id: string, name: string, unit: string, post: string | null, bound: boolean}} Person
 * @typedef {{id: string, name: string, purpose: string | null, registered: boolean, members: {personId: string, nickname: string}[]}} Group
 * @typedef {{lines: Line[], more: boolean, loaded: boolean, last: Line | null, unread: number}} Chat
 */

const privatePrefix = 'private:'

export const state = {
  office: null,
  people: new Map(),
  groups: new Map(),
  chats: new Map(),
  active: null,
  link: 'connecting',
  clock: {
    now: Date.now(),
    heardAt: performance.now(),
    from: null,
    to: null,
  },
  quoting: null,
}

const listeners = new Set()
let due = false

/** @param {() => void} listener */
export const subscribe = (listener) => listeners.add(listener)

/** Shows the new state soon; many changes in a row are shown once. */
export function changed() {
  if (due) return
  due = true
  setTimeout(() => {
    due = false
    for (const listener of listeners) listener()
  }, 10)
}

/** Something small that survives a reload; a browser that keeps nothing is no fault. */
export const kept = {
  get(key, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(`qunban.${key}`) ?? 'null') ?? otherwise
    } catch {
      return otherwise
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(`qunban.${key}`, JSON.stringify(value))
    } catch {
      // Private windows may refuse; the page works without.
    }
  },
}

/** @param {any} office the server's answer */
export function takeOffice(office) {
  state.office = office
  state.people = new Map(office.people.map((person) => [person.id, person]))
  state.groups = new Map(office.groups.map((group) => [group.id, group]))
  const unread = kept.get('unread', {})
  for (const { chat, last } of office.chats) {
    const known = state.chats.get(chat)
    state.chats.set(chat, { lines: known?.lines ?? [], more: true, loaded: false, last, unread: known?.unread ?? unread[chat] ?? 0 })
  }
  for (const chat of state.chats.values()) chat.loaded = false
}

/** @param {string} chat @returns {Chat} */
export function chatOf(chat) {
  const known = state.chats.get(chat) ?? { lines: [], more: true, loaded: false, last: null, unread: 0 }
  state.chats.set(chat, known)
  return known
}

/** Keeps a line under its id; a new one at the end. @param {Line} line @returns {boolean} whether it is new */
export function putLine(line) {
  const chat = chatOf(line.chat)
  const index = chat.lines.findIndex(({ id }) => id === line.id)
  const isNew = index < 0
  if (isNew) chat.lines.push(line)
  else chat.lines[index] = line
  if (isNew || chat.last?.id === line.id) chat.last = line
  changed()
  return isNew
}

/** @param {string} chat @param {(count: number) => number} count */
export function setUnread(chat, count) {
  chatOf(chat).unread = count(chatOf(chat).unread)
  kept.set('unread', Object.fromEntries([...state.chats].filter(([, { unread }]) => unread > 0).map(([id, { unread }]) => [id, unread])))
  changed()
}

/** The office clock now: it goes on by itself unless it is being moved. */
export function officeNow() {
  const { now, heardAt, to } = state.clock
  return to === null ? now + performance.now() - heardAt : now
}

/** @param {{now: number, from?: number | null, to?: number | null}} reading */
export function takeClock({ now, from = state.clock.from, to = state.clock.to }) {
  state.clock = { now, heardAt: performance.now(), from, to }
}

/** @param {string} personId */
export const privateChat = (personId) => privatePrefix + personId

/** The person of a private chat, undefined for a group. @param {string} chat */
export const personOfChat = (chat) => (chat.startsWith(privatePrefix) ? state.people.get(chat.slice(privatePrefix.length)) : undefined)

/** Who may speak there. @param {string} chat @returns {(Person & {nickname: string})[]} */
export function membersOf(chat) {
  const alone = personOfChat(chat)
  if (alone) return [{ ...alone, nickname: alone.name }]
  return (state.groups.get(chat)?.members ?? []).flatMap(({ personId, nickname }) => {
    const person = state.people.get(personId)
    return person ? [{ ...person, nickname: nickname || person.name }] : []
  })
}

/** What somebody is called, the bot too; '' for a stranger. @param {string} id */
export const nameOf = (id) => (id === state.office.bot.id ? state.office.bot.name : (state.people.get(id)?.name ?? ''))

/** Whom I speak as there: remembered for each group, else the one the first suggestion speaks of, else the first. @param {string} chat */
export function speakerOf(chat) {
  const members = membersOf(chat)
  const remembered = kept.get('speakers', {})[chat]
  return members.find(({ id }) => id === remembered) ?? members.find(({ name }) => name === state.office?.suggestions[0]?.as) ?? members[0]
}

/** @param {string} chat @param {string} personId */
export function speakAs(chat, personId) {
  kept.set('speakers', { ...kept.get('speakers', {}), [chat]: personId })
  changed()
}
