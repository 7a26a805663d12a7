import { createHash } from 'node:crypto'
import { SecurityIncident } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { UseCaseContext } from '../context.ts'

export interface IncidentInput {
  channel: string
  account: string
  /** The message or request it came in, unique there. */
  externalId: string
  marking: string
  /** Digested here and kept nowhere. */
  text: string
}

/** Keeps that somebody wrote a marked text: who, when and a digest, never the words (docs/rules.md, Secrecy). */
export const noteIncident = async (ctx: UseCaseContext, { text, ...input }: IncidentInput): Promise<void> => {
  const digest = createHash('sha256').update(text).digest('hex')
  await insertRows(ctx.tx, SecurityIncident, [
    { ...input, id: ctx.newId(), at: ctx.now, memberId: ctx.actor?.id ?? null, groupId: null, digest },
  ])
}
