import { Matter, MatterParty } from '../../entities/index.ts'
import { awaitsWord, lifecycles, type MatterKind, type Urgency } from '../../rules/lifecycles/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { partyColumns } from '../../rules/party.ts'
import type { MatterSource } from '../../rules/supervision.ts'
import type { UseCaseContext } from '../context.ts'
import { openSupervision } from '../supervision/open-supervision.ts'
import { appendEvents } from './append-event.ts'
import { applyEffects } from './apply-effects.ts'
import type { MatterWithParties } from './find-matter.ts'
import { indexMatterText } from './index-matter-text.ts'
import { nextNumber } from './next-number.ts'
import { matterLight } from './todos.ts'

export interface NewMatter {
  kind: MatterKind
  title: string
  body: string
  urgency: Urgency
  dueAt: number | null
  dueText: string | null
  groupId: string | null
  unitId: string
  issuerId: string
  postedById?: string | null
  parentId?: string | null
  recurrenceId?: string | null
  parties: readonly { party: string; role: 'responsible' | 'assisting' }[]
  /** Parties and dues of effects that ask for them, as in a change. */
  targets?: readonly string[]
  dues?: Readonly<Record<string, number | null>>
  /** How it begins: one of the kind's openings. */
  opening?: string
  /** 来源, where it is known; absent: read from the words. */
  source?: MatterSource | undefined
  /** Facts kept with the opening event. */
  data?: Record<string, unknown>
}

/** Gives a new matter its number, parties, first todos and the opening event. */
export const openMatter = async (ctx: UseCaseContext, input: NewMatter): Promise<MatterWithParties> => {
  const { parties: wanted, opening = 'create', data, source, targets, dues, ...columns } = input
  const rule = lifecycles[input.kind].openings[opening]
  if (!rule) throw new Error(`${input.kind} does not open by ${opening}`)
  const matter: Matter = {
    postedById: null,
    parentId: null,
    recurrenceId: null,
    ...columns,
    id: ctx.newId(),
    number: await nextNumber(ctx.tx),
    state: rule.state,
    level: 0,
    levelChangesAt: null,
    percent: null,
    createdAt: ctx.now,
    submittedAt: awaitsWord(rule.state) ? ctx.sentAt : null,
    closedAt: rule.state === 'closed' ? ctx.now : null,
    version: 1,
  }
  const light = rule.state === 'closed' ? { level: 0, changesAt: null } : matterLight(ctx, matter)
  Object.assign(matter, { level: light.level, levelChangesAt: light.changesAt })
  const parties: MatterParty[] = wanted.map(({ party, role }) => ({
    id: ctx.newId(),
    matterId: matter.id,
    ...partyColumns(party),
    role,
    percent: null,
    removedAt: null,
  }))
  await insertRows(ctx.tx, Matter, [matter])
  await insertRows(ctx.tx, MatterParty, parties)
  await indexMatterText(ctx, matter)
  await openSupervision(ctx, matter, source)
  await applyEffects(ctx, { matter, parties, action: opening, targets, dues }, rule.todos, [])
  await appendEvents(ctx, [
    { matterId: matter.id, action: opening, text: matter.body, data, onBehalfOfId: matter.postedById ? matter.issuerId : null },
  ])
  return { matter, parties }
}
