import { membersOf, state } from './store.js'

/**
 * An element with attributes, listeners (`onclick: …`) and children; false and null children are left out.
 * @param {string} tag @param {Record<string, any>} [props] @param {...any} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.flat().filter((child) => child !== false && child !== null && child !== undefined))
  return element
}

/** The element of that id, which index.html has. */
export const the = (id) => document.getElementById(id)

/** Gives an element its person's colour, always dark enough for white letters. */
function tint(element, id) {
  let hash = 7
  for (const letter of id) hash = (hash * 31 + letter.codePointAt(0)) % 9_973
  element.style.background = `oklch(0.52 0.09 ${(hash % 12) * 30})`
  return element
}

/** A person's or the bot's picture; '' is somebody unknown. */
export function avatar(id) {
  if (id === state.office.bot.id) return h('img', { class: 'avatar', src: '/simulator/page/icon.svg', alt: '', draggable: 'false' })
  const name = state.people.get(id)?.name ?? '?'
  return tint(h('span', { class: 'avatar', 'aria-hidden': 'true' }, [...name].slice(-2).join('')), id)
}

/** A chat's picture: a mosaic for a group, the person over the bot for a private chat. */
export function chatAvatar(chat) {
  const members = membersOf(chat)
  if (!state.groups.has(chat)) return h('span', { class: 'avatar pair' }, avatar(state.office.bot.id), avatar(members[0]?.id ?? ''))
  const tiles = members.slice(0, 8).map(({ id, name }) => tint(h('i', {}, [...name][0]), id))
  return h('span', { class: 'avatar mosaic', 'aria-hidden': 'true' }, h('img', { src: '/simulator/page/icon.svg', alt: '' }), tiles)
}

/**
 * Makes a parent's children the wanted ones and moves as little as possible, so that focus, scroll and screen readers stay calm.
 * @param {HTMLElement} parent @param {Element[]} wanted
 */
export function settle(parent, wanted) {
  const keep = new Set(wanted)
  for (const child of parent.querySelectorAll(':scope > *')) if (!keep.has(child)) child.remove()
  for (const [index, child] of wanted.entries()) {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null)
  }
}
