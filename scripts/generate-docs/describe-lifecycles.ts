import { lifecycles } from '../../rules/lifecycles/index.ts'
import type { ActionRule, Lifecycle, Standing, TodoEffect } from '../../rules/lifecycles/lifecycle.ts'
import { page, table } from './markdown.ts'

type Action = readonly [name: string, rule: ActionRule & { label: string }]

const whose: Readonly<Record<Extract<TodoEffect, { close: string }>['of'], string>> = {
  everyone: "everyone's",
  acting_party: "the acting party's",
  target: "the named party's",
}

const forWhom: Readonly<Record<Extract<TodoEffect, { open: string }>['for'], string>> = {
  issuer: 'the issuer',
  responsible: 'the responsible',
  target: 'the named party',
  parties: 'every party',
  actor: 'who acts',
  root_supervisors: "the office's supervisors",
  supervisors_or_issuer: "the office's supervisors, else the issuer",
  unit_heads: "the unit's heads",
  editors: "the office's editors",
  signers: 'the signers',
  signers_and_deputies: 'the signers and the deputies',
}

const untilWhen: Readonly<Record<Extract<TodoEffect, { open: string }>['due'], string>> = {
  matter: "the matter's due",
  next_morning: 'the next working morning',
  none: 'no due',
  given: 'its own due',
}

const standings: Readonly<Record<Standing, string>> = {
  issuer: 'issuer',
  responsible: 'responsible',
  assisting: 'assisting',
  root_supervisor: "the office's supervisor",
  unit_head: 'a head of the unit',
  editor: "the office's editor",
  signer: 'the signer',
  clock: 'the clock',
}

const describeEffect = (effect: TodoEffect): string =>
  'close' in effect
    ? `closes ${whose[effect.of]} ${effect.close === 'all' ? 'todos' : `\`${effect.close}\``}`
    : `opens \`${effect.open}\` for ${forWhom[effect.for]} (${untilWhen[effect.due]})`

const diagram = (openings: Lifecycle['openings'], actions: readonly Action[]): string => {
  const moves = actions.flatMap(([name, { from, to, label }]) =>
    to === undefined ? [] : from.filter((state) => state !== to).map((state) => `  ${state} --> ${to}: ${label} ${name}`),
  )
  const ends = [...new Set(actions.flatMap(([, { to }]) => (to === undefined ? [] : [to])))].filter(
    (state) => !actions.some(([, { from }]) => from.includes(state)),
  )
  const starts = Object.entries(openings).map(([name, { state }]) => `  [*] --> ${state}: ${name}`)
  return ['```mermaid', 'stateDiagram-v2', ...starts, ...moves, ...ends.map((state) => `  ${state} --> [*]`), '```'].join('\n')
}

const describeKind = ({ kind, label, openings, actions }: Lifecycle): string => {
  const all: Action[] = Object.entries(actions)
  const rows = all.map(([name, { label: word, from, to, by, todos = [] }]) => [
    `\`${name}\``,
    word,
    from.join(', '),
    to ?? '(stays)',
    by.map((standing) => standings[standing]).join(', '),
    todos.map(describeEffect).join('; ') || '—',
  ])
  const begins = Object.entries(openings).map(([name, { state, todos }]) => [
    `\`${name}\``,
    state,
    todos.map(describeEffect).join('; ') || '—',
  ])
  const head = ['action', '中文', 'from', 'to', 'who may', 'todos']
  return [`## ${kind} ${label}`, diagram(openings, all), table(['opening', 'state', 'todos'], begins), table(head, rows)].join('\n\n')
}

/** `docs/lifecycles.md`: for every kind its state diagram and the table of its actions. */
export const describeLifecycles = (): string =>
  page('Lifecycles', 'rules/lifecycles/', [
    'States and actions of every kind, as `use-cases/matters/change-state.ts` carries them out. An action that is asked for in ' +
      'another state, or by somebody else, is refused in words and changes nothing. What people see as 已立项, 已签收, 办理中 is ' +
      'derived from the state, the todos and the timeline (`rules/matter-stage.ts`).',
    ...Object.values(lifecycles).map(describeKind),
  ])
