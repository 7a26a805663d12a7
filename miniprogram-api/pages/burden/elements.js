const svgSpace = 'http://www.w3.org/2000/svg'

const fill = (element, props, children) => {
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.flat().filter((child) => child !== false && child !== null && child !== undefined))
  return element
}

/**
 * An element with attributes, listeners (`onclick: …`) and children; words go in as text, never as markup.
 * @param {string} tag @param {Record<string, any>} [props] @param {...any} children
 * @returns {any}
 */
export const h = (tag, props = {}, ...children) => fill(document.createElement(tag), props, children)

/** The same for SVG. @param {string} tag @param {Record<string, any>} [props] @param {...any} children @returns {any} */
export const s = (tag, props = {}, ...children) => fill(document.createElementNS(svgSpace, tag), props, children)

/** The element of that id, which index.html has. @param {string} id @returns {any} */
export const the = (id) => document.getElementById(id)
