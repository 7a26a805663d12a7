import { In, IsNull } from 'typeorm'
import type { Submission } from '../../entities/index.ts'
import { Adoption, ItemInstruction, Matter, SubmissionAuthor, Unit } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { ItemFacts } from '../../rules/points/index.ts'
import type { UseCaseContext } from '../context.ts'

/** What units are called in rules. */
export interface UnitClass {
  unitCode: string
  unitClass: string
}

/** Where a unit has no class of its own. */
export const noClass = '未分类'

export const readUnitClasses = async (ctx: UseCaseContext): Promise<Map<string, UnitClass>> => {
  const units = await ctx.tx.find(Unit, { select: { id: true, code: true, unitClass: true } })
  return new Map(units.map(({ id, code, unitClass }) => [id, { unitCode: code, unitClass: unitClass ?? noClass }]))
}

export interface CountedItem {
  submission: Submission
  /** Null for what does not count: drafts, and what was cancelled. */
  facts: ItemFacts | null
  /** A joint report made by an editor: its parts are what was reported. */
  isJoint: boolean
}

type Rows = {
  states: ReadonlyMap<string, Matter['state']>
  authors: ReadonlyMap<string, SubmissionAuthor[]>
  adoptions: ReadonlyMap<string, Adoption[]>
  instructions: ReadonlyMap<string, ItemInstruction[]>
  lateCalls: ReadonlyMap<string, number | null>
  units: ReadonlyMap<string, UnitClass>
  categories: ReadonlyMap<string, string>
}

const unitsOf = (submission: Submission, { authors, units }: Rows): ItemFacts['units'] => {
  const byUnit = groupBy(authors.get(submission.matterId) ?? [], ({ unitId }) => unitId)
  return [...byUnit].map(([unitId, members]) => ({
    unitId,
    unitCode: units.get(unitId)?.unitCode ?? null,
    unitClass: units.get(unitId)?.unitClass ?? noClass,
    isLead: unitId === submission.unitId,
    memberIds: members.map(({ memberId }) => memberId),
  }))
}

const factsOf = (submission: Submission, rows: Rows): ItemFacts | null => {
  const { matterId, reportedOn, reportedAt, callId } = submission
  const state = rows.states.get(matterId)
  if (reportedOn === null || state === undefined || state === 'draft' || state === 'cancelled') return null
  const due = callId === null ? null : (rows.lateCalls.get(callId) ?? null)
  return {
    id: matterId,
    reportedOn,
    tone: submission.tone,
    category: rows.categories.get(submission.category) ?? submission.category,
    units: unitsOf(submission, rows),
    adoptions: (rows.adoptions.get(matterId) ?? []).map(({ id, event, level, publication, form, adoptedOn, enteredScore }) => ({
      id,
      event,
      level,
      publication,
      form,
      on: adoptedOn,
      enteredScore,
    })),
    instructions: (rows.instructions.get(matterId) ?? []).map(({ id, leaderLevel, givenOn, publication }) => ({
      id,
      leaderLevel,
      on: givenOn,
      publication,
    })),
    call: callId === null ? null : { id: callId, late: due !== null && (reportedAt ?? 0) > due },
  }
}

/** Everything about these submissions that points and figures depend on. Six queries, however many. */
export const readItemFacts = async (ctx: UseCaseContext, submissions: readonly Submission[]): Promise<CountedItem[]> => {
  const { tx } = ctx
  const ids = submissions.map(({ matterId }) => matterId)
  const callIds = [...new Set(submissions.map(({ callId }) => callId).filter((id) => id !== null))]
  const ofItems = { where: { submissionId: In(ids), revokedAt: IsNull() }, order: { id: 'ASC' } } as const
  const matters = await tx.find(Matter, { select: { id: true, state: true }, where: { id: In(ids) } })
  const calls = callIds.length === 0 ? [] : await tx.find(Matter, { select: { id: true, dueAt: true }, where: { id: In(callIds) } })
  const rows: Rows = {
    states: new Map(matters.map(({ id, state }) => [id, state])),
    lateCalls: new Map(calls.map(({ id, dueAt }) => [id, dueAt])),
    authors: groupBy(
      await tx.find(SubmissionAuthor, { where: { matterId: In(ids) }, order: { matterId: 'ASC', position: 'ASC' } }),
      ({ matterId }) => matterId,
    ),
    adoptions: groupBy(await tx.find(Adoption, ofItems), ({ submissionId }) => submissionId),
    instructions: groupBy(await tx.find(ItemInstruction, ofItems), ({ submissionId }) => submissionId),
    units: await readUnitClasses(ctx),
    categories: new Map(ctx.office.settings.submissions.categories.map(({ code, name }) => [code, name])),
  }
  return submissions.map((submission) => ({
    submission,
    facts: factsOf(submission, rows),
    isJoint: submission.reportMonth === null && submission.reportedOn !== null,
  }))
}
