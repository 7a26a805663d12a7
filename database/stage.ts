import type { EntityManager } from 'typeorm'
import type { Clocks, Instant } from '../rules/instant.ts'
import { Problem } from '../rules/problems.ts'
import type { UseCaseContext } from '../use-cases/context.ts'
import type { LoadOffice } from '../use-cases/office/load-office.ts'
import type { Runner } from './runner.ts'

/** What every door holds: how to open a transaction and set the scene of a use-case in it. */
export interface Stage {
  runner: Runner
  loadOffice: LoadOffice
  clocks: Clocks
  newId: () => string
}

export interface Occasion {
  /** Who acts; null for the clock and the command line. */
  memberId: string | null
  sentAt?: Instant
  messageId?: string
}

/** The context of a use-case inside an open transaction. A member who left or whose account ended is not signed in. */
export const setScene = async (stage: Stage, tx: EntityManager, occasion: Occasion): Promise<UseCaseContext> => {
  const office = await stage.loadOffice(tx)
  const now = stage.clocks.office()
  const actor = occasion.memberId === null ? null : office.directory.findMember(occasion.memberId)
  if (actor === undefined || (actor && !office.directory.isActive(actor, office.calendar.dayOf(now)))) {
    throw new Problem('not_signed_in', '该人员已离岗或账号已到期')
  }
  return { tx, office, now, sentAt: occasion.sentAt ?? now, newId: stage.newId, actor, messageId: occasion.messageId ?? null }
}

/** Runs a use-case in a transaction of its own (or the caller's, when one is open). */
export const perform = <T>(stage: Stage, occasion: Occasion, work: (ctx: UseCaseContext) => Promise<T>): Promise<T> =>
  stage.runner.transaction(async (tx) => work(await setScene(stage, tx, occasion)))

/** Runs a use-case that only reads. */
export const consult = <T>(stage: Stage, occasion: Occasion, work: (ctx: UseCaseContext) => Promise<T>): Promise<T> =>
  stage.runner.read(async (tx) => work(await setScene(stage, tx, occasion)))
