import type { Audience, Command } from '../../bot/commands/command.ts'
import { commands } from '../../bot/commands/index.ts'
import { page, table } from './markdown.ts'

const audiences: readonly Audience[] = ['交办人', '承办人', '信息员', '审核签发', '信息科', '任何人', '办公室']

const numbers: Readonly<Record<Command['numbers'], string>> = { none: '不写', one: '一个', many: '可以多个' }

const row = ({ tags: [name, ...others], help, example, numbers: how }: Command): string[] => [
  `#${name}`,
  others.map((tag) => `#${tag}`).join(' '),
  help,
  numbers[how],
  example,
]

/** `docs/zh/标签一览.md`: every tag people may send. */
export const describeTags = (): string =>
  page('标签一览', 'bot/commands/', [
    '在群里(或私聊群办)发出的话以这些标签开头,群办就会办理。`#` 可以写成 `＃`、`#任务#` 或 `【任务】`;编号写在标签后面,如 `#查 128` 或 ' +
      '`#查 〔128〕`,引用群办那条带编号的消息时可以不写。每个标签怎么用,见《[使用手册](使用手册.md)》;在群里发 `#帮助 任务` 也能看到。',
    ...audiences.map((audience) => {
      const own = commands.filter((command) => command.audience === audience)
      return `## ${audience}\n\n${table(['标签', '也可以写', '作用', '编号', '例'], own.map(row))}`
    }),
  ])
