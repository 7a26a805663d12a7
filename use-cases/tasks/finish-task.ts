import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { lifecycles } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { rootHolders } from '../matters/office-roles.ts'
import { actingParties, type ActingParty } from '../matters/standing.ts'
import { listOpenTodos } from '../matters/todos.ts'
import { writtenAnswer } from '../instructions/written-answer.ts'
import { tellSuggester } from '../suggestions/tell-suggester.ts'
import { withdrawDecline } from './decide-decline.ts'
import { refuseOpenChildren } from './refuse-open-children.ts'

export const finishTaskSchema = z.strictObject({ number: z.int().positive(), text: z.string().trim().max(4_000).default('') })

export interface Finished {
  matter: Matter
  /** part: one's own share; submitted: waits for the issuer; closed: a task for oneself. */
  outcome: 'part' | 'submitted' | 'closed'
  /** Parties that still owe theirs when the outcome is `part`. */
  waitingFor: readonly string[]
  onBehalfOfId: string | null
}

/** Whose word a finished matter waits for: its issuer's; of an instruction the supervision section looks the answer over first. */
export const askedAbout = (ctx: UseCaseContext, { kind, issuerId }: Pick<Matter, 'kind' | 'issuerId'>): string[] => {
  const supervisors = kind === 'instruction' ? rootHolders(ctx, 'supervisor') : []
  return supervisors.length > 0 ? supervisors.map(({ id }) => id) : [issuerId]
}

/** The party of the actor that still owes its part; without one, the lifecycle table says why not. */
const pickOwing = (acting: readonly ActingParty[], owing: ReadonlySet<string>): ActingParty | undefined =>
  acting.find(({ party }) => owing.has(party.party) && party.role === 'responsible') ?? acting.find(({ party }) => owing.has(party.party))

/**
 * 办结 (docs/rules.md, Actions and todos): an assisting party, or one of several responsible, closes its own;
 * the last responsible one closes theirs and asks the issuer; a task for oneself closes at once.
 */
export const finishTask = async (ctx: UseCaseContext, input: z.infer<typeof finishTaskSchema>): Promise<Finished> => {
  const target = await getMatter(ctx, input.number)
  const { label, duty } = lifecycles[target.matter.kind]
  if (duty !== 'handle') throw new Problem('wrong_state', `〔${input.number}〕是${label},不用 #办结`)
  const open = (await listOpenTodos(ctx, target.matter.id)).filter((todo) => todo.duty === 'handle')
  const owing = new Set(open.map((todo) => todo.party))
  const mine = actingParties(ctx, target.parties)
  const acting = pickOwing(mine, owing)
  if (!acting && mine.length > 0 && target.matter.state === 'open' && target.matter.kind !== 'notice')
    throw new Problem('wrong_state', `〔${input.number}〕您的部分已经办结`)
  const responsible = target.parties.filter((party) => party.role === 'responsible' && party.removedAt === null && owing.has(party.party))
  const isLast = acting?.party.role === 'responsible' && responsible.length === 1
  // A suggestion is answered once, by whoever of them answers first.
  const isAnswer = target.matter.kind === 'suggestion'
  const isPart = acting !== undefined && !isLast && !isAnswer
  if (!isPart) await refuseOpenChildren(ctx, target)
  const isOwn = target.parties.filter((party) => party.removedAt === null).every((party) => party.memberId === target.matter.issuerId)
  // An instruction is answered in writing, whoever gave it.
  const isDone = isAnswer || (isOwn && target.matter.issuerId === actorOf(ctx).id && target.matter.kind !== 'instruction')
  const action = isPart ? 'finish_part' : isDone ? 'complete' : 'submit'
  const current = isPart && acting ? await withdrawDecline(ctx, target, acting.party.party) : target
  const matter = await changeState(ctx, current, {
    action,
    beside: await writtenAnswer(ctx, target, { party: acting?.party.party, text: input.text }),
    text: input.text,
    ...(acting ? { actingParty: acting.party.party } : {}),
    onBehalfOfId: acting?.onBehalfOfId ?? null,
  })
  if (isAnswer) await tellSuggester(ctx, matter, input.text)
  const waitingFor = isPart ? [...owing].filter((party) => party !== acting.party.party) : []
  return {
    matter,
    outcome: isPart ? 'part' : matter.state === 'closed' ? 'closed' : 'submitted',
    waitingFor,
    onBehalfOfId: acting?.onBehalfOfId ?? null,
  }
}
