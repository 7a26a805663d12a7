import { MatterEvent } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { UseCaseContext } from '../context.ts'

export interface EventInput {
  matterId: string
  action: string
  text?: string | undefined
  data?: Record<string, unknown> | undefined
  onBehalfOfId?: string | null | undefined
}

/** A line of a timeline as it will stand there. */
export const eventRow = (ctx: UseCaseContext, event: EventInput): MatterEvent => ({
  id: ctx.newId(),
  matterId: event.matterId,
  at: ctx.now,
  actorId: ctx.actor?.id ?? null,
  onBehalfOfId: event.onBehalfOfId ?? null,
  action: event.action,
  text: event.text ?? '',
  data: event.data ?? null,
  messageId: ctx.messageId,
})

/** Appends lines to timelines, in the order given. */
export const appendEvents = (ctx: UseCaseContext, events: readonly EventInput[]): Promise<void> =>
  insertRows(
    ctx.tx,
    MatterEvent,
    events.map((event) => eventRow(ctx, event)),
  )
