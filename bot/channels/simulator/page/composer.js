import { completeIn } from './completion.js'
import { avatar, h, the } from './elements.js'
import { pickPerson } from './people-picker.js'
import { changed, kept, membersOf, nameOf, personOfChat, speakAs, speakerOf, state, subscribe } from './store.js'
import { fill, triesFor } from './words.js'

const tallestPx = 140

/**
 * Where a message is written. `send` gets the words and what is quoted.
 * @param {{send(text: string, quote: {from: string, text: string} | null): void}} acts
 */
export function showComposer({ send }) {
  const box = the('text')
  const drafts = new Map()
  let chat = null
  let showsTries = !kept.get('visited', false)
  let shownTries = ''
  let chipsOf = null
  const completion = completeIn(box, edited)

  function edited() {
    box.style.height = 'auto'
    box.style.height = `${Math.min(box.scrollHeight, tallestPx)}px`
    the('send').disabled = box.value.trim() === ''
    if (chat !== null) drafts.set(chat, box.value)
  }

  function write({ text, caret }) {
    box.value = text
    edited()
    box.focus()
    box.setSelectionRange(caret, caret)
    completion.update()
  }

  function submit() {
    const text = box.value.trim()
    if (text === '' || chat === null) return
    const line = state.quoting
    const quote = line && { from: nameOf(line.from), text: line.text }
    if (triesFor(chat).at(-1)?.text === text) endTries()
    completion.hide()
    box.value = ''
    state.quoting = null
    edited()
    send(text, quote)
    box.focus()
  }

  function endTries() {
    showsTries = false
    kept.set('visited', true)
  }

  function pickSpeaker() {
    if (chat === null || personOfChat(chat)) return
    const here = chat
    pickPerson({
      title: '以谁的身份发言',
      people: membersOf(here),
      current: speakerOf(here)?.id ?? '',
      pick: (id) => (speakAs(here, id), box.focus()),
    })
  }

  /** Tags for the speaker's roles. */
  function showChips(me) {
    if (chipsOf === me) return
    chipsOf = me
    const mine = state.office.chipGroups.filter(({ roles }) => !roles || roles.some((role) => me?.roles.includes(role)))
    const groups = mine.map(({ who, chips }) =>
      h(
        'span',
        { class: 'chip-group', role: 'group', 'aria-label': who },
        h('em', { 'aria-hidden': 'true' }, who),
        chips.map(({ label, template, hint }) =>
          h('button', { type: 'button', class: 'chip', title: hint, onclick: () => chat !== null && write(fill(template, chat)) }, label),
        ),
      ),
    )
    the('chips').replaceChildren(...groups)
  }

  function showTries() {
    const tries = chat !== null && (showsTries || state.chats.get(chat)?.lines.length === 0) ? triesFor(chat) : []
    const key = JSON.stringify(tries)
    // Made anew only when other: a button that is replaced while it is pressed is not clicked.
    if (key === shownTries) return
    shownTries = key
    the('tries').hidden = tries.length === 0
    the('try').setAttribute('aria-pressed', String(tries.length > 0))
    the('tries').replaceChildren(
      h('p', {}, '试一试:点一行填入,再发送'),
      ...tries.map(({ as, text }) =>
        h(
          'button',
          {
            type: 'button',
            onclick: () => {
              if (chat !== null) speakAs(chat, as)
              write({ text, caret: text.length })
              completion.hide()
            },
          },
          avatar(as),
          h('span', {}, h('small', {}, nameOf(as)), text),
        ),
      ),
    )
  }

  function show() {
    if (!state.office || state.active === null) return
    if (chat !== state.active) {
      chat = state.active
      state.quoting = null
      box.value = drafts.get(chat) ?? ''
      edited()
      completion.hide()
    }
    const me = speakerOf(chat)
    showChips(me)
    the('speaker').replaceChildren(
      ...(me ? [avatar(me.id), h('span', {}, h('b', {}, me.name), h('small', {}, me.unit)), h('i', { 'aria-hidden': 'true' }, '▾')] : []),
    )
    the('speaker').setAttribute('aria-label', `发言人:${me?.name ?? ''}(${me?.unit ?? ''}),点此更换`)
    the('speaker').disabled = personOfChat(chat) !== undefined
    const quoted = state.quoting
    the('quoting').hidden = !quoted
    if (quoted) {
      const drop = () => ((state.quoting = null), changed())
      the('quoting').replaceChildren(
        h('span', {}, `${nameOf(quoted.from)}: ${quoted.text}`),
        h('button', { type: 'button', class: 'plain', 'aria-label': '取消引用', onclick: drop }, '✕'),
      )
    }
    showTries()
  }

  the('composer').addEventListener('submit', (event) => (event.preventDefault(), submit()))
  the('speaker').addEventListener('click', pickSpeaker)
  the('try').addEventListener('click', () => {
    const wasHidden = the('tries').hidden
    endTries()
    showsTries = wasHidden
    changed()
    setTimeout(() => the('tries').scrollIntoView({ block: 'end' }), 30)
  })
  box.addEventListener('input', () => (edited(), completion.update()))
  box.addEventListener('blur', () => completion.hide())
  box.addEventListener('keydown', (event) => {
    // While an input method composes, its keys are its own (229 is how Safari says so for the closing Enter).
    if (event.isComposing || event.keyCode === 229 || completion.takesKey(event)) return
    if (event.key === 'Escape' && state.quoting) {
      state.quoting = null
      changed()
    }
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    submit()
  })
  subscribe(show)
  return { write, focus: () => box.focus() }
}
