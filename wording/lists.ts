import type { Duty, MatterKind, MatterState } from '../rules/lifecycles/index.ts'
import type { Level } from '../rules/lights.ts'
import type { Instant } from '../rules/instant.ts'
import { dutyWords } from './duty-words.ts'
import { formatInstant } from './instants.ts'
import type { Wording } from './tasks.ts'

interface TodoLine {
  duty: Duty
  dueAt: Instant | null
  matter: { number: number; title: string; kind?: MatterKind; state?: MatterState }
  onBehalfOf: { name: string } | null
}

interface ListedMatter {
  number: number
  title: string
  dueAt: Instant | null
  parties: readonly { name: string }[]
}

const due = (w: Wording, dueAt: Instant | null): string => (dueAt === null ? '时限未定' : formatInstant(w.calendar, dueAt, w.now))

/** 【审核】; the work itself needs no name. */
const dutyMark = ({ duty, matter }: TodoLine): string => {
  const { name, waits } = dutyWords({ ...matter, duty })
  return waits === '' ? '' : `【${name}】`
}

const todoLine = (w: Wording, todo: TodoLine): string =>
  `〔${todo.matter.number}〕${dutyMark(todo)}${todo.matter.title} ${due(w, todo.dueAt)}${todo.onBehalfOf ? `(代 ${todo.onBehalfOf.name})` : ''}`

/** My todos. In a group `isPart` says that only this group's are shown; never levels or days late there. */
export const describeMyTodos = (
  w: Wording,
  todos: readonly TodoLine[],
  facts: { total: number; inGroup: boolean; name: string },
): string => {
  if (todos.length === 0) return facts.inGroup ? `${facts.name} 在本群没有待办${facts.total > 0 ? ',其他群的已私信' : ''}` : '您没有待办'
  const head = facts.inGroup
    ? `${facts.name} 在本群的待办 ${todos.length} 项:`
    : `您的待办 ${facts.total} 项${facts.total > todos.length ? `,先列 ${todos.length} 项` : ''}:`
  return [head, ...todos.map((todo) => todoLine(w, todo)), ...(facts.inGroup && facts.total > todos.length ? ['其他群的已私信'] : [])].join(
    '\n',
  )
}

const matterLine = (w: Wording, matter: ListedMatter): string =>
  `〔${matter.number}〕${matter.title} ${matter.parties.map(({ name }) => name).join('、')} ${due(w, matter.dueAt)}`

export const describeGroupMatters = (w: Wording, matters: readonly ListedMatter[], hasMore: boolean): string =>
  matters.length === 0
    ? '本群没有在办事项'
    : [
        `本群在办${hasMore ? `(先列 ${matters.length} 项)` : ` ${matters.length} 项`}:`,
        ...matters.map((matter) => matterLine(w, matter)),
      ].join('\n')

export const describeIssued = (w: Wording, matters: readonly (ListedMatter & { stage: string })[], hasMore: boolean): string =>
  matters.length === 0
    ? '您没有在办的交办事项'
    : [
        `您交办的${hasMore ? `(先列 ${matters.length} 项)` : ` ${matters.length} 项`}:`,
        ...matters.map((matter) => `${matterLine(w, matter)} ${matter.stage}`),
      ].join('\n')

export interface MatterAnswer {
  number: number
  title: string
  dueAt: Instant | null
  parties: readonly { name: string; role: 'responsible' | 'assisting' }[]
  stage?: string
  percent?: number | null
  level?: Level
  lights?: readonly { name: string }[]
  latest?: { at: Instant; who: string; text: string } | null
}

/** 〔128〕 in a few lines: who, until when, how far, the latest report. The light only in private. */
export const describeMatter = (w: Wording, matter: MatterAnswer, inPrivate: boolean): string => {
  const names = (role: string): string =>
    matter.parties
      .filter((party) => party.role === role)
      .map((party) => party.name)
      .join('、')
  const assisting = names('assisting')
  const light = inPrivate && matter.level !== undefined ? (matter.lights?.[matter.level]?.name ?? '') : ''
  const state = [matter.stage, matter.percent == null || /^已(?:办结|撤销)$/u.test(matter.stage ?? '') ? '' : `${matter.percent}%`, light]
    .filter(Boolean)
    .join(' ')
  return [
    `〔${matter.number}〕${matter.title}`,
    ...(assisting === '' && names('responsible') === ''
      ? []
      : [`      ${assisting ? `牵头 ${names('responsible')} 配合 ${assisting}` : `责任 ${names('responsible')}`}`]),
    `      截止 ${due(w, matter.dueAt)}${state ? ` ${state}` : ''}`,
    ...(matter.latest
      ? [
          `      ${formatInstant(w.calendar, matter.latest.at, w.now)} ${matter.latest.who}:${matter.latest.text.replace(/\s+/gu, ' ').slice(0, 120)}`,
        ]
      : []),
  ].join('\n')
}
