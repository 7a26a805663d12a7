import { avatar, h, settle, the } from './elements.js'
import { chatOf, membersOf, nameOf, officeNow, personOfChat, speakerOf, state, subscribe } from './store.js'
import { namesIn, pieces, when } from './words.js'

/** @typedef {import('./store.js').Line} Line */

const recallMs = 120_000
const dividerMs = 300_000
const longPressMs = 450

/**
 * The lines of the chat in the middle.
 * @param {{quote(line: Line): void, recall(line: Line): void, retry(line: Line): void, speakAs(id: string): void, lookUp(number: string): void, older(): Promise<void>}} acts
 */
export function showChat(acts) {
  const scroller = the('scroller')
  let shown = new Map()
  let shownChat = null
  let sticks = true
  let isFetching = false

  function kept(line, key, make) {
    const known = shown.get(line.id + key[0])
    return known?.line === line && known.key === key ? known : { line, key, element: make() }
  }

  function bubble(line, me, names) {
    const words = pieces(line.text, names).map(({ kind, text }) => {
      if (kind === 'plain') return text
      if (kind === 'number')
        return h('button', { type: 'button', class: 'number', title: '查这一件', onclick: () => acts.lookUp(text.slice(1, -1)) }, text)
      return h('span', { class: kind }, text)
    })
    const isMine = line.from === me
    const isBot = line.from === state.office.bot.id
    const person = membersOf(line.chat).find(({ id }) => id === line.from) ?? state.people.get(line.from)
    const name = isBot ? state.office.bot.name : (person?.nickname ?? person?.name ?? '未绑定的群成员')
    const place = [name.includes(person?.unit ?? '') ? '' : person?.unit, person?.post].filter(Boolean).join(' ')
    const face =
      isBot || isMine || !person
        ? avatar(line.from)
        : h(
            'button',
            { type: 'button', class: 'face', title: `以${person.name}发言`, onclick: () => acts.speakAs(line.from) },
            avatar(line.from),
          )
    const mayRecall = isMine && line.state === 'sent' && officeNow() - line.at < recallMs
    return h(
      'li',
      { class: `line ${isMine ? 'mine' : ''} ${isBot ? 'bot' : ''} ${line.state}`, 'data-id': line.id },
      face,
      h(
        'div',
        { class: 'said' },
        !isMine && h('p', { class: 'name' }, name, place !== '' && !isBot && h('small', {}, place)),
        h('p', { class: 'bubble' }, words),
        line.quote && h('p', { class: 'quote' }, `${line.quote.from}: ${line.quote.text}`),
        line.state === 'failed' && h('button', { type: 'button', class: 'retry', onclick: () => acts.retry(line) }, '未送达,点此重发'),
      ),
      h(
        'div',
        { class: 'acts' },
        h('button', { type: 'button', onclick: () => acts.quote(line) }, '引用'),
        mayRecall && h('button', { type: 'button', onclick: () => acts.recall(line) }, '撤回'),
      ),
    )
  }

  function recalled(line, me) {
    const name = line.from === me ? '你' : `“${nameOf(line.from)}”`
    return h('li', { class: 'notice', 'data-id': line.id }, `${name}撤回了一条消息`)
  }

  function show() {
    const chat = state.active
    if (!state.office || chat === null) return
    const { lines } = chatOf(chat)
    const me = speakerOf(chat)?.id ?? ''
    const names = [...namesIn(chat).keys()]
    const isOther = shownChat !== chat
    const fromBottom = scroller.scrollHeight - scroller.scrollTop
    const oldFirst = [...shown.values()][0]?.line
    const next = new Map()
    let before = 0
    for (const line of lines) {
      if (Math.abs(line.at - before) > dividerMs)
        next.set(
          `${line.id}t`,
          kept(line, `t${when(line.at)}`, () => h('li', { class: 'notice time' }, when(line.at))),
        )
      before = line.at
      const isYoung = officeNow() - line.at < recallMs
      next.set(
        `${line.id}m`,
        kept(line, `m${me}${isYoung}`, () => (line.recalled ? recalled(line, me) : bubble(line, me, names))),
      )
    }
    shown = next
    shownChat = chat
    settle(
      the('lines'),
      [...next.values()].map(({ element }) => element),
    )
    if (isOther || sticks) toBottom()
    else if (lines[0] !== oldFirst) scroller.scrollTop = scroller.scrollHeight - fromBottom
    else if (lines.at(-1)?.from === me && lines.at(-1)?.state === 'sending') toBottom()
    else the('newer').hidden = isAtBottom()
    showHead(chat)
  }

  function showHead(chat) {
    const group = state.groups.get(chat)
    const alone = personOfChat(chat)
    the('chat-name').textContent = group ? `${group.name}(${group.members.length + 1})` : state.office.bot.name
    the('chat-note').textContent = group
      ? group.registered
        ? (group.purpose ?? '')
        : '未登记的群:先 #登记本群'
      : `与 ${alone?.name ?? ''}(${alone?.unit ?? ''})的私聊`
    the('private').hidden = !group
  }

  const isAtBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80

  function toBottom() {
    scroller.scrollTop = scroller.scrollHeight
    sticks = true
    the('newer').hidden = true
  }

  scroller.addEventListener('scroll', () => {
    sticks = isAtBottom()
    if (sticks) the('newer').hidden = true
    if (scroller.scrollTop > 60 || isFetching || shownChat === null || !chatOf(shownChat).loaded || !chatOf(shownChat).more) return
    isFetching = true
    void acts.older().finally(() => (isFetching = false))
  })
  new ResizeObserver(() => sticks && toBottom()).observe(scroller)
  the('newer').addEventListener('click', toBottom)
  actOnLongPress(the('lines'))
  subscribe(show)
}

/** On a touch screen a long press shows what can be done with a line; a tap elsewhere hides it. @param {HTMLElement} lines */
function actOnLongPress(lines) {
  let timer
  const acting = () => lines.querySelector('.acting')
  lines.addEventListener('pointerdown', (event) => {
    const line = event.target.closest('.line')
    if (!event.target.closest('.acts')) acting()?.classList.remove('acting')
    if (event.pointerType === 'touch' && line) timer = window.setTimeout(() => line.classList.add('acting'), longPressMs)
  })
  for (const name of ['pointerup', 'pointercancel', 'pointermove']) lines.addEventListener(name, () => clearTimeout(timer))
  lines.addEventListener('click', (event) => event.target.closest('.acts') && acting()?.classList.remove('acting'))
}
