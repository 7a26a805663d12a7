import { openingFor, type Lifecycle } from './lifecycle.ts'

/** A suggestion or complaint about the office's own ways, tracked to an answer (docs/rules.md, Suggestions). */
export const suggestionLifecycle: Lifecycle<'complete'> = {
  kind: 'suggestion',
  label: '建议',
  duty: 'handle',
  remindsInGroup: ['handle'],
  stateNames: {},
  openings: openingFor('handle'),
  actions: {
    complete: { label: '答复', from: ['open'], to: 'closed', by: ['responsible'], todos: [{ close: 'all', of: 'everyone' }] },
  },
}
