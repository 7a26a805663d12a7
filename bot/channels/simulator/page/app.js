import { chatLink, showChatList } from './chat-list.js'
import { showChat } from './chat-view.js'
import { showClockBar } from './clock-bar.js'
import { showComposer } from './composer.js'
import { the } from './elements.js'
import { pickPerson } from './people-picker.js'
import { ask, listen } from './server.js'
import {
  changed,
  chatOf,
  officeNow,
  privateChat,
  putLine,
  setUnread,
  speakAs,
  speakerOf,
  state,
  subscribe,
  takeClock,
  takeOffice,
} from './store.js'
import { canTryAll, mentionsIn } from './words.js'

const isNarrow = matchMedia('(max-width: 720px)')
const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

let complaint
/** Words in the banner for a while. @param {string} words */
function complain(words) {
  clearTimeout(complaint)
  the('banner').textContent = words
  the('banner').hidden = false
  complaint = window.setTimeout(() => {
    complaint = undefined
    changed()
  }, 5_000)
}

const complainOf = (error) => complain(error.message)

function showLink() {
  if (complaint !== undefined) return
  the('banner').hidden = state.link !== 'lost'
  the('banner').textContent = state.link === 'lost' ? '连接断开,正在重连……' : ''
}

async function load() {
  try {
    takeOffice(await ask('office'))
    route()
    await loadActive()
  } catch (error) {
    complainOf(error)
  }
  changed()
}

/** The latest lines of the chat on show, unless they are there. */
async function loadActive() {
  const chat = state.active
  if (chat === null || chatOf(chat).loaded) return
  const { lines, more } = await ask(`history?chat=${encodeURIComponent(chat)}`)
  const known = chatOf(chat)
  const fetched = new Set(lines.map(({ id }) => id))
  const latest = lines.at(-1)?.at ?? 0
  // What was heard while the answer was on its way, and what could not be sent, stays.
  lines.push(...known.lines.filter(({ id, at, state }) => !fetched.has(id) && (at > latest || state !== 'sent')))
  Object.assign(known, { lines, more, loaded: true, last: lines.at(-1) ?? known.last })
  changed()
}

async function loadOlder() {
  const chat = chatOf(state.active ?? '')
  const first = chat.lines[0]
  if (!first) return
  const { lines, more } = await ask(`history?chat=${encodeURIComponent(first.chat)}&before=${first.at}`)
  const known = new Set(chat.lines.map(({ id }) => id))
  const older = lines.filter(({ id }) => !known.has(id))
  chat.lines = [...older, ...chat.lines]
  chat.more = more && older.length > 0
  changed()
}

/** The address says which chat is on show; on a wide window there is always one. */
function route() {
  const asked = decodeURIComponent(location.hash.slice(2))
  const isThere = state.groups.has(asked) || (asked.startsWith('private:') && state.people.has(asked.slice('private:'.length)))
  const first = [...state.groups.keys()].find(canTryAll) ?? [...state.groups.keys()][0] ?? null
  state.active = isThere ? asked : isNarrow.matches ? null : first
  document.body.classList.toggle('in-chat', state.active !== null)
  if (state.active !== null) setUnread(state.active, () => 0)
  changed()
}

async function say(line) {
  putLine({ ...line, state: 'sending' })
  const { id: messageId, chat, from, text, quote, mentions } = line
  try {
    putLine((await ask('messages', { messageId, chat, from, text, mentions, ...(quote ? { quote } : {}) })).message)
  } catch (error) {
    putLine({ ...line, state: 'failed' })
    complainOf(error)
  }
}

async function recall({ id, from }) {
  try {
    putLine((await ask('recall', { messageId: id, from })).message)
  } catch (error) {
    complainOf(error)
  }
}

const composer = showComposer({
  send(text, quote) {
    const chat = state.active
    const from = chat === null ? undefined : speakerOf(chat)?.id
    if (chat === null || from === undefined) return
    void say({ id: newId(), chat, from, text, quote, mentions: mentionsIn(text, chat), at: officeNow(), state: 'sending', recalled: false })
  },
})

showChatList()
showChat({
  quote(line) {
    state.quoting = line
    changed()
    composer.focus()
  },
  recall: (line) => void recall(line),
  retry: (line) => void say(line),
  speakAs: (id) => state.active !== null && speakAs(state.active, id),
  lookUp: (number) => composer.write({ text: `#查 ${number}`, caret: `#查 ${number}`.length }),
  older: () => loadOlder().catch(complainOf),
})
showClockBar(complain)
subscribe(showLink)

const openPrivate = (personId) => {
  chatOf(privateChat(personId))
  location.hash = chatLink(privateChat(personId))
}
the('private').addEventListener('click', () => openPrivate(speakerOf(state.active ?? '')?.id ?? ''))
the('new-private').addEventListener('click', () =>
  pickPerson({ title: '谁与群办私聊', people: [...state.people.values()], pick: openPrivate }),
)

const onRoute = () => {
  if (!state.office) return
  route()
  loadActive().catch(complainOf)
}
window.addEventListener('hashchange', onRoute)
isNarrow.addEventListener('change', onRoute)
window.addEventListener('focus', () => state.active !== null && setUnread(state.active, () => 0))

listen({
  hello(data) {
    state.link = 'online'
    takeClock({ now: data.now, from: null, to: null })
    if (data.resumed && state.office) changed()
    else void load()
  },
  message(line) {
    const isNew = putLine(line)
    const isRead = line.chat === state.active && document.hasFocus()
    if (isNew && !isRead && line.from === state.office?.bot.id) setUnread(line.chat, (count) => count + 1)
  },
  clock(reading) {
    takeClock(reading)
    changed()
  },
  ping({ now }) {
    takeClock({ now })
  },
  lost() {
    state.link = 'lost'
    changed()
  },
})
