import type { PartyKey } from '../../rules/party.ts'
import { readParties, type PartiesReading } from '../../rules/parties/read-parties.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { describeAmbiguous, describeUnknownNames, everyoneRefused } from '../../wording/people.ts'
import type { Call } from './command.ts'

/** The people a text names, or a refusal that is the corrected line, ready to send (docs/rules.md, People and identity). */
export const readPeople = async (ctx: UseCaseContext, call: Call, text: string): Promise<PartiesReading> => {
  const reading = readParties(text, await call.names())
  if (reading.everyone) throw new Problem('bad_request', everyoneRefused)
  if (reading.unknown.length > 0) throw new Problem('bad_request', describeUnknownNames(reading.unknown))
  const [ambiguous] = reading.ambiguous
  if (ambiguous) {
    const head = [`#${call.written}`, ...call.numbers].join(' ')
    throw new Problem('bad_request', describeAmbiguous(ctx.office.directory, `${head} ${text}`, ambiguous))
  }
  if (reading.parties.length > 0 || reading.allUnits) return reading
  // Some networks tell whom a message mentions without writing the name into it.
  const mentioned = await call.mentionedMembers()
  return { ...reading, parties: mentioned.map((id) => ({ written: '', party: `m:${id}` as PartyKey, role: 'unsaid' as const })) }
}

/** Exactly the members (no units) a text names; at least one. */
export const readMembers = async (
  ctx: UseCaseContext,
  call: Call,
  text: string,
): Promise<{ memberIds: string[]; reading: PartiesReading }> => {
  const reading = await readPeople(ctx, call, text)
  const memberIds = reading.parties.filter(({ party }) => party.startsWith('m:')).map(({ party }) => party.slice(2))
  if (memberIds.length === 0) throw new Problem('bad_request', '请写明是谁,例如 @李四')
  return { memberIds, reading }
}
