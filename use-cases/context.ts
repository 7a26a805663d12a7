import type { EntityManager } from 'typeorm'
import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { Directory, MemberCard } from '../rules/directory.ts'
import type { Day, Instant } from '../rules/instant.ts'
import type { OfficeSettings } from '../rules/office-settings.ts'
import { Problem } from '../rules/problems.ts'
import type { Seating } from './groups/seating.ts'

/** What every use-case knows of the office: settings, calendar, people and rights, who sits in which group, as of this call. */
export interface Office {
  settings: OfficeSettings
  calendar: OfficeCalendar
  directory: Directory
  seating: Seating
}

/**
 * What a use-case gets from a door. It cannot open a transaction, read a clock or send:
 * words to the speaker are its result, words to anybody else are rows of the outbox.
 */
export interface UseCaseContext {
  tx: EntityManager
  office: Office
  /** Office clock. */
  now: Instant
  /** When the person spoke: parsing and lateness go by it. Equal to `now` through the API. */
  sentAt: Instant
  newId: () => string
  /** Null for the clock and the command line. */
  actor: MemberCard | null
  /** The inbound message this comes from; null through the API and by the clock. */
  messageId: string | null
}

/** The person acting; a use-case for people is refused to the clock. */
export const actorOf = (ctx: UseCaseContext): MemberCard => {
  if (!ctx.actor) throw new Problem('not_signed_in', '请先绑定身份')
  return ctx.actor
}

/** The next working day at the hour of reminders: when a decision that was asked for now is due. */
export const nextWorkingMorning = (ctx: UseCaseContext): Instant => {
  const { calendar, settings } = ctx.office
  return calendar.at(calendar.addWorkingDays(calendar.dayOf(ctx.now), 1), settings.reminders.at)
}

/** The office's day at `now`; rights and temporary accounts go by it. */
export const today = (ctx: UseCaseContext): Day => ctx.office.calendar.dayOf(ctx.now)
