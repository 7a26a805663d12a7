import { z } from 'zod'
import type { Matter, MatterParty } from '../../entities/index.ts'
import { partyColumns } from '../../rules/party.ts'
import { mayIssueTo } from '../../rules/permissions.ts'
import { Problem } from '../../rules/problems.ts'
import { describeIssuingRefusal } from '../../wording/refusals.ts'
import { today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { putOn } from '../matters/write-parties.ts'
import { withdrawDecline } from './decide-decline.ts'
import { submitIfAllDone } from './submit-if-all-done.ts'
import { partyKeySchema } from './party-key.ts'

export const changePartiesSchema = z.strictObject({
  number: z.int().positive(),
  change: z.enum(['add', 'remove', 'lead']),
  parties: z.array(partyKeySchema).min(1, '请写明人员或单位').max(50),
})

type Input = z.infer<typeof changePartiesSchema>

const live = (target: MatterWithParties): MatterParty[] => target.parties.filter((party) => party.removedAt === null)

const addParties = async (ctx: UseCaseContext, target: MatterWithParties, input: Input): Promise<Matter> => {
  const { directory } = ctx.office
  // Who organises a call may ask every unit; work is given only within one's own.
  const isFree = target.matter.kind === 'call'
  const refused = input.parties
    .map(partyColumns)
    .filter((columns) => !(isFree && columns.unitId !== null) && !mayIssueTo(directory, target.matter.issuerId, columns, today(ctx)))
  if (refused.length > 0) throw new Problem('forbidden', describeIssuingRefusal(directory, refused))
  // With a lead (some assist), newcomers assist; without one everybody is responsible.
  const role = live(target).some((party) => party.role === 'assisting') ? 'assisting' : 'responsible'
  const known = new Set(live(target).map(({ party }) => party))
  return changeState(ctx, target, {
    action: 'add_party',
    targets: input.parties,
    data: { parties: input.parties },
    parties: input.parties.filter((key) => !known.has(key)).map((key) => putOn(key, role)),
  })
}

const removeParties = async (ctx: UseCaseContext, target: MatterWithParties, input: Input): Promise<Matter> => {
  const leaving = live(target).filter((party) => input.parties.includes(party.party))
  const staying = live(target).filter((party) => !leaving.includes(party))
  if (leaving.length < input.parties.length) throw new Problem('bad_request', `〔${input.number}〕承办人中没有这个人或单位`)
  if (!staying.some((party) => party.role === 'responsible')) {
    throw new Problem('wrong_state', `〔${input.number}〕至少要有一个责任方,请先 #加 或 #牵头,或者 #撤销`)
  }
  let current = target
  for (const { party } of leaving) current = await withdrawDecline(ctx, current, party)
  const matter = await changeState(ctx, current, {
    action: 'remove_party',
    targets: input.parties,
    data: { parties: input.parties },
    parties: leaving.map(({ party }) => ({ party, set: { removedAt: ctx.now } })),
  })
  return submitIfAllDone(ctx, { matter, parties: staying })
}

const setLead = async (ctx: UseCaseContext, target: MatterWithParties, input: Input): Promise<Matter> => {
  const missing = input.parties.filter((key) => !live(target).some((party) => party.party === key))
  let current = target
  if (missing.length > 0) current = { ...target, matter: await addParties(ctx, target, { ...input, parties: missing }) }
  return changeState(ctx, current, {
    action: 'set_lead',
    targets: input.parties,
    data: { parties: input.parties },
    parties: live(current).map(({ party }) => ({ party, set: { role: input.parties.includes(party) ? 'responsible' : 'assisting' } })),
  })
}

/** 加, 减, 牵头 by the issuer. A new lead who was not on the matter is put on it; the others assist. */
export const changeParties = async (ctx: UseCaseContext, input: Input): Promise<Matter> => {
  const target = await getMatter(ctx, input.number)
  if (!standingsOf(ctx, target.matter, target.parties).all.has('issuer'))
    throw new Problem('forbidden', `〔${input.number}〕只有交办人可以调整承办人`)
  if (input.change === 'add') return addParties(ctx, target, input)
  return input.change === 'remove' ? removeParties(ctx, target, input) : setLead(ctx, target, input)
}
