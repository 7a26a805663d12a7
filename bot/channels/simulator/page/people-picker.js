import { avatar, h, the } from './elements.js'

/**
 * Lets one of several people be picked, by typing, arrows or a click.
 * @param {{title: string, people: (import('./store.js').Person & {nickname?: string})[], current?: string, pick(id: string): void}} options
 */
export function pickPerson({ title, people, current, pick }) {
  const dialog = the('picker')
  const list = h('ul', { id: 'picker-list' })
  const search = h('input', { type: 'search', placeholder: '姓名、单位、职务', 'aria-label': '查找人员', oninput: show, onkeydown: enter })

  function choose(id) {
    dialog.close()
    pick(id)
  }

  function enter(event) {
    if (event.isComposing) return
    if (event.key === 'Enter') {
      // Or the key would go on to the message box, which has the focus next.
      event.preventDefault()
      list.querySelector('button')?.click()
    }
    if (event.key === 'ArrowDown') list.querySelector('button')?.focus()
  }

  function move(event) {
    const buttons = [...list.querySelectorAll('button')]
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = buttons[buttons.indexOf(document.activeElement) + step]
    ;(next ?? search).focus()
  }

  function show() {
    const words = search.value.trim().toLowerCase()
    const fitting = people.filter(({ name, nickname, unit, post }) =>
      `${name} ${nickname ?? ''} ${unit} ${post ?? ''}`.toLowerCase().includes(words),
    )
    list.replaceChildren(
      ...fitting.map((person) =>
        h(
          'li',
          {},
          h(
            'button',
            { type: 'button', 'aria-current': person.id === current ? 'true' : null, onclick: () => choose(person.id) },
            avatar(person.id),
            h('span', { class: 'who' }, h('b', {}, person.name), h('small', {}, [person.unit, person.post].filter(Boolean).join(' · '))),
            !person.bound && h('em', {}, '未绑定'),
          ),
        ),
      ),
      ...(fitting.length === 0 ? [h('li', { class: 'none' }, '没有符合的人')] : []),
    )
  }

  list.addEventListener('keydown', move)
  dialog.replaceChildren(
    h(
      'header',
      {},
      h('h2', { id: 'picker-title' }, title),
      h('button', { type: 'button', class: 'plain', 'aria-label': '关闭', onclick: () => dialog.close() }, '✕'),
    ),
    search,
    list,
  )
  show()
  dialog.showModal()
  search.focus()
  list.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' })
}
