import { matterStates } from '../../rules/lifecycles/index.ts'
import { z } from 'zod'
import { pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import type { MatterItem, WholeMatter } from './matter-items.ts'
import { issuerSources, postedSource } from './matter-sources.ts'
import { matterCursor, pageMatters } from './page-matters.ts'
import { within } from './sql.ts'

export const listIssuedSchema = pageSchema.extend({ state: z.enum(matterStates).optional() })

export type ListIssuedInput = z.input<typeof listIssuedSchema>

const cursors = matterCursor('issued')

const isWhole = (item: MatterItem): item is WholeMatter => item.form === 'whole'

/** What I issued, newest first: in my own name, in another's on whose behalf I posted, and what those issued for whom I stand in. */
export const listIssued = async (ctx: UseCaseContext, input: ListIssuedInput = {}): Promise<Page<WholeMatter>> => {
  const self = actorOf(ctx).id
  const filters = { state: input.state }
  const states = input.state === undefined ? matterStates : [input.state]
  const sources = [
    ...issuerSources(ctx.tx, ctx.office.directory.actsFor(self, ctx.now), states, []),
    postedSource(ctx.tx, self, input.state === undefined ? [] : [within('m.state', states)]),
  ]
  const page = await pageMatters(
    ctx,
    { sources, order: 'newest', limit: pageSize(input), after: cursors.read(input.cursor, filters) },
    (key) => cursors.write(key, filters),
  )
  return { items: page.items.filter(isWhole), next: page.next }
}
