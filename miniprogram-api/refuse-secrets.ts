import { perform } from '../database/stage.ts'
import { Problem } from '../rules/problems.ts'
import { findMarking } from '../rules/secrecy.ts'
import { noteIncident } from '../use-cases/incidents/note-incident.ts'
import { secrecyWarning } from '../wording/replies.ts'
import type { Call, Route } from './define-route.ts'
import { isUpload } from './middleware/read-upload.ts'

/** Every text in a parsed body, however deep. */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value) || isUpload(value)) return []
  return Object.values(value).flatMap(textsOf)
}

/** Turns away texts of which one is marked: the incident is committed on its own, with a digest instead of the words. */
export const refuseMarked = async (texts: readonly string[], call: Call): Promise<void> => {
  for (const text of texts) {
    const marking = findMarking(text)
    if (marking === undefined) continue
    const incident = { channel: 'miniprogram', account: 'api', externalId: call.requestId, marking, text }
    await perform(call.stage, { memberId: call.session?.memberId ?? null }, (ctx) => noteIncident(ctx, incident))
    throw new Problem('bad_request', secrecyWarning)
  }
}

/**
 * Turns away what people write when it carries a secrecy marking, before anything of it is stored: the same guard as in the chat.
 */
export const refuseSecrets = async (route: Route, body: unknown, call: Call): Promise<void> => {
  if (route.method === 'get' || route.who !== 'member' || !call.session) return
  await refuseMarked(textsOf(body), call)
}
