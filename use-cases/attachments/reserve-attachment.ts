import { Attachment, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { HOUR_MS, type Instant } from '../../rules/instant.ts'
import type { MatterState } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { getMatter } from '../matters/find-matter.ts'

/** An upload has to be whole within this; then its place is free again. */
export const receivingMs = HOUR_MS
const bytesOfMegabyte = 1024 * 1024

export interface ReserveInput {
  number: number
  /** Cleaned already. */
  name: string
  /** Bytes as announced; 0 when nothing was. */
  announced: number
  machineNow: Instant
}

export interface Reservation {
  id: string
  /** Bytes that may come. */
  limitBytes: number
}

/** What is over, and what somebody has put their name to, with the word for it. */
const settled: Partial<Record<MatterState, string>> = { closed: '办结', cancelled: '撤销', signed: '签发' }

/** Refuses what is settled: an attachment belongs to the work on a matter, not to its record. */
export const refuseOver = ({ number, state }: Pick<Matter, 'number' | 'state'>): void => {
  const word = settled[state]
  if (word !== undefined) throw new Problem('wrong_state', `〔${number}〕已${word},附件不能再增减`)
}

/**
 * Two uploads that begin at the same time would both count one too few: whoever counts first takes the matter's row, then the person's,
 * until the commit. Neither row changes.
 */
const takeTurn = async (ctx: UseCaseContext, matterId: string, memberId: string): Promise<void> => {
  await ctx.tx.query('UPDATE matters SET version = version WHERE id = ?', [matterId])
  await ctx.tx.query('UPDATE members SET unit_id = unit_id WHERE id = ?', [memberId])
}

const refuseCrowd = async (ctx: UseCaseContext, matter: Matter): Promise<void> => {
  const { maxPerMatter } = ctx.office.settings.attachments
  const taken = await ctx.tx
    .createQueryBuilder(Attachment, 'a')
    .where("a.matterId = :matterId AND a.state IN ('receiving', 'kept')", { matterId: matter.id })
    .getCount()
  if (taken >= maxPerMatter) throw new Problem('conflict', `〔${matter.number}〕的附件已达 ${maxPerMatter} 个,请先删除不用的`)
}

/** What a person has attached today counts, taken away since or not; an upload that came to nothing does not. */
const refuseFlood = async (ctx: UseCaseContext, memberId: string, announced: number): Promise<void> => {
  const { filesPerPersonDay, megabytesPerPersonDay } = ctx.office.settings.attachments
  const dayStart = ctx.office.calendar.at(today(ctx), '00:00')
  const [row] = await ctx.tx.query<{ files: number | string; bytes: number | string | null }[]>(
    "SELECT COUNT(*) AS files, SUM(size) AS bytes FROM attachments WHERE attached_by_id = ? AND attached_at >= ? AND state <> 'discarded'",
    [memberId, dayStart],
  )
  if (Number(row?.files ?? 0) >= filesPerPersonDay) throw new Problem('too_many', `您今天已上传 ${filesPerPersonDay} 个附件,请明天再传`)
  if (Number(row?.bytes ?? 0) + announced > megabytesPerPersonDay * bytesOfMegabyte)
    throw new Problem('too_many', `您今天上传的附件将超过 ${megabytesPerPersonDay} MB,请明天再传`)
}

/**
 * Takes a place for an upload that is about to begin, so that bytes never lie about without a row that knows of them. Throws `not_found`
 * for whoever may not see the matter whole, `wrong_state` when it is over, `conflict` when it has as many attachments as configured,
 * `too_many` past the person's quota of the day, `too_large` when more is announced than a file may have
 * (docs/rules.md, Attachments).
 */
export const reserveAttachment = async (ctx: UseCaseContext, input: ReserveInput): Promise<Reservation> => {
  const actor = actorOf(ctx)
  const { matter } = await getMatter(ctx, input.number)
  refuseOver(matter)
  const { maxMegabytes } = ctx.office.settings.attachments
  const limitBytes = maxMegabytes * bytesOfMegabyte
  if (input.announced > limitBytes) throw fileTooLarge(maxMegabytes)
  await takeTurn(ctx, matter.id, actor.id)
  await refuseCrowd(ctx, matter)
  await refuseFlood(ctx, actor.id, input.announced)
  const id = ctx.newId()
  await insertRows(ctx.tx, Attachment, [
    {
      id,
      matterId: matter.id,
      state: 'receiving',
      name: input.name,
      type: null,
      size: input.announced,
      sha256: null,
      attachedById: actor.id,
      attachedAt: ctx.now,
      removedById: null,
      removedAt: null,
      sweepAt: input.machineNow + receivingMs,
    },
  ])
  return { id, limitBytes }
}

/** A file above the configured size. */
export const fileTooLarge = (maxMegabytes: number): Problem => new Problem('too_large', `文件太大,单个附件不超过 ${maxMegabytes} MB`)
