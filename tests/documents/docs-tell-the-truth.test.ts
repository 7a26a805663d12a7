import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { commands, commandTags } from '../../bot/commands/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const rooms = [
  'app',
  'bot',
  'miniprogram-api',
  'jobs',
  'use-cases',
  'rules',
  'wording',
  'documents',
  'entities',
  'database',
  'scripts',
  'bench',
  'tests',
]
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`)

const pages = ['README.md', 'CHANGELOG.md', ...filesIn('docs', '.md')]
const sources = rooms.flatMap((room) => filesIn(room, '.ts'))
const code = sources.map(read).join('\n')
/** What stands in `backticks`; blocks of code are left out. */
const quotedIn = (page: string): string[] => {
  const text = read(page).replaceAll(/^```[\s\S]*?^```/gmu, '')
  return [...text.matchAll(/`([^`\n]+)`/gu)].map(([, quoted = '']) => quoted)
}

test.each(pages)('%s links to files that exist', (page) => {
  const targets = [...read(page).matchAll(/(?:\]\(|<img src=")(?!https?:)([^)#"]+)/gu)].map(([, target = '']) => decodeURI(target))
  expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([])
})

test.each(pages)('%s names files that exist', (page) => {
  const named = quotedIn(page).filter((quoted) => /^[\w./-]+\.ts$/u.test(quoted))
  const isThere = (file: string): boolean => existsSync(join(root, file)) || sources.some((source) => source.endsWith(`/${file}`))
  expect(named.filter((file) => !isThere(file))).toEqual([])
})

test.each(pages)('%s names functions and types that exist', (page) => {
  const named = quotedIn(page).filter((quoted) => /^[a-z]+[A-Z]\w+$|^[A-Z][a-z]+[A-Z]\w+$/u.test(quoted))
  expect(named.filter((name) => !new RegExp(`\\b${name}\\b`, 'u').test(code))).toEqual([])
})

test.each(pages.filter((page) => page.startsWith('docs/zh') || !page.startsWith('docs')))('%s speaks of tags that exist', (page) => {
  const tags = [...read(page).matchAll(/`#(\p{Script=Han}+)/gu)].map(([, tag = '']) => tag)
  expect(tags.filter((tag) => !commandTags.has(tag))).toEqual([])
})

const manual = pages.filter((page) => page.startsWith('docs/zh') && !page.endsWith('标签一览.md'))

test('every tag is explained in the manual', () => {
  const explained = new Set(manual.flatMap((page) => [...read(page).matchAll(/#(\p{Script=Han}+)/gu)].map(([, tag = '']) => tag)))
  expect(commands.map(({ tags: [name] }) => name).filter((name) => !explained.has(name))).toEqual([])
})

test('every picture of the manual is shown, and described', () => {
  const shown = pages.flatMap((page) => [...read(page).matchAll(/<img src="([^"]+)"[^>]* alt="[^"]+"|!\[[^\]]+\]\(([^)]+)\)/gu)])
  const names = new Set(shown.map(([, tag, link]) => basename(tag ?? link ?? '')))
  expect(filesIn('docs', '.png').filter((picture) => !names.has(basename(picture)))).toEqual([])
})

test('pictures are light enough for everybody who clones', () => {
  const sizes = filesIn('docs', '.png').map((picture) => ({ picture, kilobytes: statSync(join(root, picture)).size / 1024 }))
  expect(sizes.filter(({ kilobytes }) => kilobytes > 120)).toEqual([])
  expect(sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0)).toBeLessThan(1_536)
})

const sections = [...read('docs/rules.md').matchAll(/^## (\d+)\. ([^(\n]+?) \(/gmu)].map(([, number, title = '']) => ({
  number: Number(number),
  title,
}))

test('docs/rules.md numbers its sections in order', () => {
  expect(sections.map(({ number }) => number)).toEqual(sections.map((_, index) => index + 1))
})

test('the table of docs/rules.md names every section by its number', () => {
  const table = [...read('docs/rules.md').matchAll(/\[(\d+) ([^\]]+)\]\(#/gu)].map(([, number, title]) => `${number} ${title}`)
  expect(sections.map(({ number, title }) => `${number} ${title}`).filter((entry) => !table.includes(entry))).toEqual([])
})

test('every section of docs/rules.md that the code names is there', () => {
  const titles = sections.map(({ title }) => title)
  const cited = new Set([...code.matchAll(/docs\/rules\.md, ([A-Z][A-Za-z ,-]*)/gu)].map(([, title = '']) => title.trim()))
  const isThere = (words: string): boolean =>
    titles.some((title) => words === title || words.startsWith(`${title},`) || words.startsWith(`${title} and `))
  expect([...cited].filter((words) => !isThere(words))).toEqual([])
})
