import { avatar, h, the } from './elements.js'
import { membersOf, state } from './store.js'
import { fill } from './words.js'

/** WeChat puts this space after a mention. */
const mentionSpace = '\u2005'

/**
 * @typedef {{start: number, label: string, note: string, face?: string, text: string, caret?: number}} Option
 * start: where the replaced part begins
 */

/** What fits before the caret: people after `@`, tags after `#` at the start. @param {string} before @param {string} chat @returns {Option[]} */
function optionsFor(before, chat) {
  const mention = before.match(/[@＠]([^\s@＠\u2005]{0,12})$/u)
  if (mention) {
    const start = before.length - mention[0].length
    const people = [{ ...state.office.bot, nickname: state.office.bot.name, unit: '机器人', post: null }, ...membersOf(chat)]
    const words = mention[1] ?? ''
    const fits = ({ name, nickname, unit }) => [name, nickname, unit].some((part) => part.includes(words))
    const isFirst = ({ name, nickname }) => name.startsWith(words) || nickname.startsWith(words)
    const fitting = people.filter(fits)
    return [...fitting.filter(isFirst), ...fitting.filter((person) => !isFirst(person))].map(({ id, nickname, unit, post }) => ({
      start,
      label: nickname,
      note: [unit, post].filter(Boolean).join(' · '),
      face: id,
      text: `@${nickname}${mentionSpace}`,
    }))
  }
  const tag = before.match(/^\s*[#＃]([\u4e00-\u9fa5]{0,6})$/u)
  if (!tag) return []
  const chips = state.office.chipGroups.flatMap((group) => group.chips).filter(({ template }) => template.startsWith('#'))
  const isFirst = ({ label }) => label.startsWith(tag[1])
  return [...chips.filter(isFirst), ...chips.filter((chip) => !isFirst(chip) && chip.label.includes(tag[1]))]
    .map(({ label, template, hint }) => {
      const { text, caret } = fill(template, chat)
      return { start: 0, label: `#${label}`, note: hint, text, caret }
    })
    .filter(({ text }) => text !== before)
}

/**
 * Completion for the message box, by keyboard or pointer.
 * @param {HTMLTextAreaElement} box @param {() => void} onEdit
 */
export function completeIn(box, onEdit) {
  const list = the('options')
  let options = []
  let chosen = 0

  function hide() {
    options = []
    list.hidden = true
    list.replaceChildren()
    box.removeAttribute('aria-activedescendant')
  }

  function mark() {
    for (const [index, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(index === chosen))
    list.children[chosen]?.scrollIntoView({ block: 'nearest' })
    box.setAttribute('aria-activedescendant', `option-${chosen}`)
  }

  function update() {
    const before = box.value.slice(0, box.selectionStart)
    options = state.active === null || box.selectionStart !== box.selectionEnd ? [] : optionsFor(before, state.active)
    if (options.length === 0) return hide()
    chosen = 0
    list.replaceChildren(
      ...options.map(({ face, label, note }, index) =>
        h(
          'li',
          { role: 'option', id: `option-${index}`, onmousedown: (event) => event.preventDefault(), onclick: (event) => take(index, event) },
          face && avatar(face),
          h('b', {}, label),
          h('small', {}, note),
        ),
      ),
    )
    list.hidden = false
    mark()
  }

  function take(index, event) {
    event.preventDefault()
    const option = options[index]
    if (!option) return
    box.setRangeText(option.text, option.start, box.selectionStart, 'end')
    if (option.caret !== undefined) box.setSelectionRange(option.start + option.caret, option.start + option.caret)
    onEdit()
    hide()
    if (option.caret !== undefined) update()
  }

  return {
    update,
    hide,
    /** Whether the key was for the list. */
    takesKey(event) {
      if (options.length === 0) return false
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step !== undefined) {
        event.preventDefault()
        chosen = (chosen + step + options.length) % options.length
        mark()
        return true
      }
      if (event.key === 'Enter' || event.key === 'Tab') take(chosen, event)
      else if (event.key === 'Escape') hide()
      else return false
      return true
    },
  }
}
