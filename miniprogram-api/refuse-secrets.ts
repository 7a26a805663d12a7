import { perform } from '../database/stage.ts'
import { Problem } from '../rules/problems.ts'
import { findMarking } from '../rules/secrecy.ts'
import { noteIncident } from '../use-cases/incidents/note-incident.ts'
import { secrecyWarning } from '../wording/replies.ts'
import type { Call, Route } from './define-route.ts'

/** Every text in a parsed body, however deep. */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return []
  return Object.values(value).flatMap(textsOf)
}

/**
 * Turns away what people write when it carries a secrecy marking, before anything of it is stored: the same guard as in the chat.
 * The incident is committed on its own, with a digest instead of the words.
 */
export const refuseSecrets = async (route: Route, body: unknown, call: Call): Promise<void> => {
  if (route.method === 'get' || route.who !== 'member' || !call.session) return
  for (const text of textsOf(body)) {
    const marking = findMarking(text)
    if (marking === undefined) continue
    const incident = { channel: 'miniprogram', account: 'api', externalId: call.requestId, marking, text }
    await perform(call.stage, { memberId: call.session.memberId }, (ctx) => noteIncident(ctx, incident))
    throw new Problem('bad_request', secrecyWarning)
  }
}
