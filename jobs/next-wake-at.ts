import { MoreThan, type EntityTarget, type ObjectLiteral } from 'typeorm'
import { consult, type Stage } from '../database/stage.ts'
import { OutboundMessage } from '../entities/index.ts'
import type { Instant } from '../rules/instant.ts'
import { nextSlot, type Job } from './job.ts'

/** The smallest value of an indexed instant column after `after`. */
export const firstAfter = async <Row extends ObjectLiteral>(
  stage: Stage,
  entity: EntityTarget<Row>,
  column: keyof Row & string,
  after: Instant,
): Promise<Instant | null> =>
  stage.runner.read(async (tx) => {
    // Asked for every job at every step of virtual time: by hand, along the column's index.
    const { tableName, columns } = tx.getRepository<ObjectLiteral>(entity).metadata
    const name = columns.find(({ propertyName }) => propertyName === column)?.databaseName
    if (name === undefined) throw new Error(`${tableName} has no ${column}`)
    const [row] = await tx.query<{ at: number | string | null }[]>(`SELECT MIN(${name}) AS at FROM ${tableName} WHERE ${name} > ?`, [after])
    return row?.at == null ? null : Number(row.at)
  })

/** When the next message that waits may go out, strictly after `after`. */
export const nextOutboundAt = (stage: Stage, after: Instant): Promise<Instant | null> =>
  stage.runner.read(async (tx) => {
    const firsts = await Promise.all(
      [0, 1].map((lane) =>
        tx.findOne(OutboundMessage, {
          select: { id: true, notBefore: true },
          where: { state: 'ready', lane, notBefore: MoreThan(after) },
          order: { notBefore: 'ASC', id: 'ASC' },
        }),
      ),
    )
    return earliest(firsts.map((row) => row?.notBefore ?? null))
  })

const earliest = (instants: readonly (Instant | null)[]): Instant | null => {
  const known = instants.filter((at) => at !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/**
 * The next instant strictly after `after` (office clock) at which something is planned: a reminder, a light, a recurring task, a
 * calendar slot, a message that waits. Virtual time steps to it and calls `runDueJobs`; so it never jumps over one.
 */
export const nextWakeAt = async (stage: Stage, jobs: readonly Job[], after: Instant): Promise<Instant | null> => {
  const calendar = await consult(stage, { memberId: null }, async ({ office }) => office.calendar)
  const wakes: (Instant | null)[] = [await nextOutboundAt(stage, after)]
  for (const job of jobs) {
    wakes.push(job.cadence === 'tick' ? ((await job.nextAt?.(stage, after)) ?? null) : nextSlot(calendar, job.cadence, after))
  }
  return earliest(wakes)
}
