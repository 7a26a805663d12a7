import type { EntityManager, ObjectLiteral } from 'typeorm'
import { Bulletin, BulletinItem, BulletinOfficer, BulletinQuota, BulletinUnit, Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { describeCounted, describeDrawnUp } from '../../wording/bulletins.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { findLastEvent } from '../matters/find-last-event.ts'
import { getMatter } from '../matters/find-matter.ts'
import { rootHolders } from '../matters/office-roles.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { readRankingSwitch } from '../points/rule-documents.ts'
import { countCategories, listUsedItems } from './count-items.ts'
import { countQuotas, proposeOfficers } from './count-year.ts'
import { countUnits, type CountedUnit } from './count-units.ts'
import { periodOf } from './find-bulletin.ts'
import { readRuleKey } from './read-shows.ts'

type Counted = ObjectLiteral & { matterId: string }

/** Rows of a bulletin, made anew. */
const replaceRows = async <Row extends Counted>(
  tx: EntityManager,
  entity: new () => Row,
  matterId: string,
  rows: readonly Row[],
): Promise<void> => {
  await tx.getRepository<Counted>(entity).delete({ matterId })
  await insertRows(tx, entity, rows)
}

const unitRow = (ctx: UseCaseContext, matterId: string, { id, name, className, period, year }: CountedUnit, at: number): BulletinUnit => ({
  id: ctx.newId(),
  matterId,
  unitId: id,
  unitName: name,
  className,
  position: at + 1,
  ...period,
  yearReported: year.reported,
  yearAdopted: year.adopted,
  yearInstructed: year.instructed,
  yearPoints: year.points,
})

/** Who is told that the figures are there: the editors of what the clock drew up, else who asked for them. */
const tellCounted = async (ctx: UseCaseContext, matter: Matter, bulletin: Bulletin, words: string): Promise<void> => {
  const isFirst = bulletin.countedAt === null
  const asked = isFirst ? null : await findLastEvent(ctx, matter.id, 'recount')
  const byClock = isFirst && bulletin.byClock
  const members = byClock ? rootHolders(ctx, 'editor').map(({ id }) => id) : [asked?.actorId ?? matter.issuerId]
  const text = byClock ? describeDrawnUp(matter.number, matter.title, words) : words
  await enqueueMessages(
    ctx,
    members.map((memberId) => ({
      to: { memberId },
      text,
      purpose: 'notice' as const,
      dedupeKey: `bulletin:${matter.id}:${bulletin.wantCountAt}:${memberId}`,
    })),
  )
}

/**
 * Fills in the figures of a draft as they are now; what people changed stays. Whoever asks twice is answered once: the wish is taken by
 * compare-and-set. Returns whether anything was counted.
 */
export const countBulletin = async (ctx: UseCaseContext, matterId: string): Promise<boolean> => {
  const { tx } = ctx
  const bulletin = await tx.findOneBy(Bulletin, { matterId })
  if (!bulletin || bulletin.wantCountAt === null) return false
  const matter = await tx.findOneByOrFail(Matter, { id: matterId })
  const isDraft = matter.state === 'open'
  const period = periodOf(bulletin)
  const set = isDraft ? { countedAt: ctx.now, ruleKey: await readRuleKey(ctx), categories: await countCategories(ctx, period) } : {}
  const taken = await updateRows(tx, Bulletin, { ...set, wantCountAt: null }, 'matter_id = ? AND want_count_at = ?', [
    matterId,
    bulletin.wantCountAt,
  ])
  if (taken !== 1 || !isDraft) return false
  const units = await countUnits(ctx, period)
  const items = await listUsedItems(ctx, period)
  const isYear = bulletin.length === 'year'
  const { ranking } = await readRankingSwitch(ctx)
  await replaceRows(
    tx,
    BulletinUnit,
    matterId,
    units.map((unit, at) => unitRow(ctx, matterId, unit, at)),
  )
  await replaceRows(
    tx,
    BulletinItem,
    matterId,
    items.map((item, at): BulletinItem => ({ id: ctx.newId(), matterId, position: at + 1, ...item })),
  )
  const quotas = isYear ? await countQuotas(ctx, period, units) : []
  const officers = isYear && ranking ? await proposeOfficers(ctx, period) : []
  await replaceRows(
    tx,
    BulletinQuota,
    matterId,
    quotas.map((quota, at): BulletinQuota => ({ id: ctx.newId(), matterId, position: at + 1, ...quota })),
  )
  await replaceRows(
    tx,
    BulletinOfficer,
    matterId,
    officers.map((officer): BulletinOfficer => ({ id: ctx.newId(), matterId, ...officer })),
  )
  const reported = units.reduce((sum, unit) => sum + unit.period.reported, 0)
  const adopted = units.reduce((sum, unit) => sum + unit.period.adopted, 0)
  const words = describeCounted({ number: matter.number, units: units.length, reported, adopted })
  const target = await getMatter(ctx, matter.number)
  const next = await changeState(ctx, target, { action: 'count', text: words, data: { units: units.length, reported, adopted } })
  await tellCounted(ctx, next, bulletin, words)
  return true
}
