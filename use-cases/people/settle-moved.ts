import { In, IsNull } from 'typeorm'
import { MatterEvent, MatterParty, ProcedureStep, Todo, type Matter } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { describeDecisionPassed } from '../../wording/hand-over.ts'
import { tellDeciders } from '../absences/tell-deciders.ts'
import type { UseCaseContext } from '../context.ts'
import { undoneBy } from '../matters/find-last-event.ts'
import { closeTodos, openTodos } from '../matters/todos.ts'
import { putOn, writeParties } from '../matters/write-parties.ts'
import { decidersInstead } from '../procedures/resolve-step-parties.ts'

/** A running decision that fell to the applicant: it goes to whoever else has it, else to the director or the leaders. */
const passOn = async (ctx: UseCaseContext, matter: Matter, steps: readonly ProcedureStep[], own: string): Promise<void> => {
  const open = await ctx.tx.findBy(Todo, { matterId: matter.id, duty: 'decide', closedAt: IsNull() })
  const ownTodo = open.find(({ party }) => party === own)
  const running = await ctx.tx.findBy(ProcedureStep, { matterId: matter.id, state: 'running' })
  const passed = new Set(steps.map(({ id }) => id))
  const keepsOther = running.some(({ id, parties }) => !passed.has(id) && parties.includes(own))
  if (ownTodo && !keepsOther) await closeTodos(ctx, [ownTodo], 'transfer')
  const known = open.filter((todo) => todo !== ownTodo || keepsOther)
  for (const step of steps) {
    const others = step.parties.filter((party) => party !== own)
    const parties = others.length > 0 ? others : decidersInstead(ctx, matter.issuerId)
    if (parties.length === 0)
      throw new Problem('wrong_state', `〔${matter.number}〕的“${step.definition.name}”不能由申请人本人办理,请换一位接任人`)
    await ctx.tx.update(ProcedureStep, { id: step.id }, { parties })
    const rows = await ctx.tx.findBy(MatterParty, { matterId: matter.id })
    await writeParties(
      ctx,
      { matter, parties: rows },
      parties.map((party) => putOn(party, 'responsible')),
    )
    known.push(...(await openTodos(ctx, matter, { duty: 'decide', parties, dueAt: ownTodo?.dueAt ?? step.dueAt }, known)))
    const text = describeDecisionPassed(matter.number, matter.title, step.definition.name)
    await tellDeciders(ctx, { key: `passed:${step.id}:${matter.version}`, parties, text })
  }
}

/** Nobody decides on their own application, by succession neither (docs/rules.md, Procedures); `matters` name their issuers as they are now. */
export const passOnOwnDecisions = async (ctx: UseCaseContext, matters: readonly Matter[], toId: string): Promise<void> => {
  const own = memberParty(toId)
  const theirs = matters.filter(({ kind, issuerId }) => (kind === 'procedure' || kind === 'absence') && issuerId === toId)
  if (theirs.length === 0) return
  const running = await ctx.tx.find(ProcedureStep, {
    where: { matterId: In(theirs.map(({ id }) => id)), state: 'running' },
    order: { position: 'ASC' },
  })
  const deciding = running.filter(({ definition, parties }) => definition.answer === 'decide' && parties.includes(own))
  for (const [matterId, steps] of groupBy(deciding, (step) => step.matterId)) {
    const matter = theirs.find(({ id }) => id === matterId)
    if (matter) await passOn(ctx, matter, steps, own)
  }
}

/** Who comes to a meeting in somebody's place is asked anew: what the other said binds nobody else (docs/rules.md, Hand-over). */
export const askAnew = async (ctx: UseCaseContext, matters: readonly Matter[], toId: string): Promise<void> => {
  const party = memberParty(toId)
  const meetings = matters.filter(({ kind, state }) => kind === 'meeting' && state === 'open')
  const ids = meetings.map(({ id }) => id)
  if (ids.length === 0) return
  const invited = new Set((await ctx.tx.findBy(MatterParty, { matterId: In(ids), party, removedAt: IsNull() })).map((row) => row.matterId))
  const events = await ctx.tx.findBy(MatterEvent, { matterId: In(ids), action: In(['attend', 'take_leave', 'undo']) })
  const undone = new Set(events.flatMap(undoneBy))
  const answered = new Set(events.filter(({ id, data }) => !undone.has(id) && data?.['party'] === party).map(({ matterId }) => matterId))
  const open = await ctx.tx.findBy(Todo, { matterId: In(ids), party, duty: 'decide', closedAt: IsNull() })
  for (const matter of meetings.filter(({ id }) => invited.has(id) && !answered.has(id)))
    await openTodos(ctx, matter, { duty: 'decide', parties: [party], dueAt: matter.dueAt }, open)
}
