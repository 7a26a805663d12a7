import type { PlanRow } from '../../documents/plans/plan-columns.ts'
import { marksFor } from '../../entities/select-rows.ts'
import { groupBy } from '../../rules/group-by.ts'
import { Problem } from '../../rules/problems.ts'
import { describePlanAssigned, planFaults } from '../../wording/supervision.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { memberIdsOfParty } from '../matters/mention-parties.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { createTask, type CreatedTask } from '../tasks/create-task.ts'
import { fixedLimit } from '../tasks/read-limit.ts'
import { planMilestones } from './plan-milestones.ts'
import { readPlanRow, type PlanDraft } from './read-plan-row.ts'
import { requireSupervision } from './supervision-scope.ts'

/** More is no plan of one office; each matter is registered like any other, and everybody waits behind it. */
export const mostPlanRows = 500

export interface ImportPlanOptions {
  /** Register the rows that are right even when others are not. */
  partial?: boolean
  /** Only say what would happen. */
  dryRun?: boolean
  onProgress?: (done: number, total: number) => void
}

export interface PlanImported {
  /** False when nothing was written: a row was wrong and `partial` was not asked for, or it was a dry run. */
  applied: boolean
  /** Matters that were registered, or would be. */
  registered: number
  numbers: number[]
  problems: { line: number; reasons: string[] }[]
}

const keyOf = ({ issuerId, title, dueAt }: Pick<PlanDraft, 'issuerId' | 'title' | 'dueAt'>): string => `${issuerId} ${dueAt} ${title}`

/** Titles that one statement asks for. */
const chunk = 200

/** Matters that stand registered and unfinished already, by issuer, title and limit. */
const listKnown = async (ctx: UseCaseContext, drafts: readonly PlanDraft[]): Promise<Map<string, number>> => {
  const known = new Map<string, number>()
  for (const [issuerId, own] of groupBy(drafts, (draft) => draft.issuerId)) {
    for (let from = 0; from < own.length; from += chunk) {
      const titles = own.slice(from, from + chunk).map(({ title }) => title)
      const rows = await ctx.tx.query<{ number: number; title: string; due_at: number | string | null }[]>(
        `SELECT number, title, due_at FROM matters WHERE issuer_id = ? AND state IN ('open', 'submitted') AND kind = 'task'
          AND title IN (${marksFor(titles)})`,
        [issuerId, ...titles],
      )
      for (const { number, title, due_at } of rows) known.set(keyOf({ issuerId, title, dueAt: Number(due_at) }), number)
    }
  }
  return known
}

const judgeRows = async (
  ctx: UseCaseContext,
  rows: readonly PlanRow[],
): Promise<{ drafts: PlanDraft[]; problems: PlanImported['problems'] }> => {
  const problems: PlanImported['problems'] = []
  const drafts: PlanDraft[] = []
  const first = new Map<string, number>()
  for (const row of rows) {
    const read = readPlanRow(ctx, row)
    if ('reasons' in read) {
      problems.push({ line: row.line, reasons: read.reasons })
      continue
    }
    const before = first.get(keyOf(read.draft))
    if (before === undefined) drafts.push(read.draft)
    else problems.push({ line: row.line, reasons: [planFaults.twice(before)] })
    first.set(keyOf(read.draft), before ?? row.line)
  }
  const known = await listKnown(ctx, drafts)
  for (const draft of drafts) {
    const number = known.get(keyOf(draft))
    if (number !== undefined) problems.push({ line: draft.line, reasons: [planFaults.known(number)] })
  }
  return { drafts: drafts.filter((draft) => !known.has(keyOf(draft))), problems: problems.toSorted((a, b) => a.line - b.line) }
}

const register = async (ctx: UseCaseContext, draft: PlanDraft): Promise<CreatedTask> => {
  const { body, title, parties, urgency, issuerId, source, dueAt, dueText, milestones } = draft
  const created = await createTask(ctx, { body, title, parties, urgency, issuerId, source, groupId: null }, fixedLimit(dueAt, dueText))
  if (milestones.length > 0) {
    const wanted = milestones.map((each) => ({ title: each.title, dueAt: each.dueAt }))
    await planMilestones(ctx, { number: created.matter.number, milestones: wanted })
  }
  return created
}

/** One message a person, however many matters of the plan are theirs. */
const tellParties = async (ctx: UseCaseContext, created: readonly CreatedTask[]): Promise<void> => {
  const lines = created.flatMap(({ matter, parties }) =>
    [...new Set(parties.flatMap(({ party }) => memberIdsOfParty(ctx, party)))].map((memberId) => ({ memberId, matter })),
  )
  const byMember = groupBy(lines, ({ memberId }) => memberId)
  byMember.delete(actorOf(ctx).id)
  const act = ctx.newId()
  await enqueueMessages(
    ctx,
    [...byMember].map(([memberId, own]) => ({
      to: { memberId },
      text: describePlanAssigned(
        ctx.office.calendar,
        own.map(({ matter }) => matter),
        ctx.now,
      ),
      purpose: 'notice' as const,
      dedupeKey: `plan:${act}:${memberId}`,
    })),
  )
}

/**
 * Registers the matters of a plan as tasks with their limits (a quarter's, a month's last close of work), sources and steps. Nothing is
 * written unless every row is right, or `partial` is asked for; every wrong row comes back with its line and reasons, those said twice
 * and those registered already among them. For the supervision section and the office's leaders (`forbidden`); `too_large`.
 */
export const importPlan = async (ctx: UseCaseContext, rows: readonly PlanRow[], options: ImportPlanOptions = {}): Promise<PlanImported> => {
  requireSupervision(ctx)
  if (rows.length > mostPlanRows) throw new Problem('too_large', `一次不超过 ${mostPlanRows} 行,请分成几个文件`)
  const { drafts, problems } = await judgeRows(ctx, rows)
  const isWritten = options.dryRun !== true && (problems.length === 0 || options.partial === true) && drafts.length > 0
  if (!isWritten) return { applied: false, registered: drafts.length, numbers: [], problems }
  const created: CreatedTask[] = []
  for (const draft of drafts) {
    created.push(await register(ctx, draft))
    if (created.length % 20 === 0 || created.length === drafts.length) options.onProgress?.(created.length, drafts.length)
  }
  await tellParties(ctx, created)
  const numbers = created.map(({ matter }) => matter.number)
  await appendAudit(ctx, { action: 'plans.import', detail: { registered: numbers.length, refused: problems.length } })
  return { applied: true, registered: numbers.length, numbers, problems }
}
