import { chatAvatar, h, settle, the } from './elements.js'
import { nameOf, personOfChat, state, subscribe } from './store.js'
import { when } from './words.js'

export const chatName = (chat) => state.groups.get(chat)?.name ?? `${personOfChat(chat)?.name ?? ''} ⇄ ${state.office.bot.name}`

export const chatLink = (chat) => `#/${encodeURIComponent(chat)}`

function summary(last) {
  if (!last) return '还没有消息'
  const name = nameOf(last.from)
  if (last.recalled) return `${name}撤回了一条消息`
  return `${name === '' ? '' : `${name}: `}${last.text.replace(/\s+/g, ' ')}`
}

/** The chats at the left: groups and private chats, the latest first within each. */
export function showChatList() {
  const rows = new Map()

  function row(chat) {
    const { last, unread } = state.chats.get(chat) ?? { last: null, unread: 0 }
    const isActive = chat === state.active
    const words = summary(last)
    const time = last ? when(last.at, true) : ''
    const key = JSON.stringify([words, time, unread, isActive, chatName(chat)])
    const known = rows.get(chat)
    if (known?.key === key) return known.element
    const element = h(
      'li',
      {},
      h(
        'a',
        { href: chatLink(chat), class: 'row', 'aria-current': isActive ? 'page' : null, 'data-chat': chat },
        h(
          'span',
          { class: 'face' },
          chatAvatar(chat),
          unread > 0 && h('span', { class: 'unread', 'aria-label': `${unread} 条未读` }, unread > 99 ? '99+' : unread),
        ),
        h('span', { class: 'row-words' }, h('b', {}, chatName(chat)), h('span', { class: 'last' }, words)),
        h('time', {}, time),
      ),
    )
    rows.set(chat, { key, element })
    return element
  }

  const privateHead = h('li', { class: 'divider', role: 'presentation' }, '与群办的私聊')
  subscribe(() => {
    if (!state.office) return
    the('office-name').textContent = state.office.officeName || '群办'
    const latest = (chat) => state.chats.get(chat)?.last?.at ?? 0
    const groups = [...state.groups.keys()].sort((a, b) => latest(b) - latest(a))
    const privates = [...state.chats.keys()].filter((chat) => personOfChat(chat)).sort((a, b) => latest(b) - latest(a))
    settle(the('chats'), [...groups.map(row), ...(privates.length > 0 ? [privateHead] : []), ...privates.map(row)])
    const total = [...state.chats.values()].reduce((sum, { unread }) => sum + unread, 0)
    document.title = `${total > 0 ? `(${total}) ` : ''}群办 · 模拟工作群`
  })
}
