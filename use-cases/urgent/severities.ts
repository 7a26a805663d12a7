import type { UrgentReport } from '../../entities/index.ts'
import { MINUTE_MS, type Instant } from '../../rules/instant.ts'
import type { OfficeSettings } from '../../rules/office-settings.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'

/** A row of settings.urgent.severities. */
export type Severity = OfficeSettings['urgent']['severities'][number]

/** The severity of that code or name. Throws `bad_request` with those there are. */
export const getSeverity = (ctx: UseCaseContext, codeOrName: string): Severity => {
  const { severities } = ctx.office.settings.urgent
  const found = severities.find(({ code, name }) => code === codeOrName || name === codeOrName)
  if (found) return found
  throw new Problem('bad_request', `没有这个等级,可用:${severities.map(({ name }) => name).join('、')}`)
}

/** What a severity is called; its code where the office's table has it no longer. */
export const nameSeverity = (ctx: UseCaseContext, code: string): string =>
  ctx.office.settings.urgent.severities.find((severity) => severity.code === code)?.name ?? code

/** The limits of a severity, from the event or from the receipt as its row says. */
export const limitsOf = (
  { from, writtenMinutes, phoneMinutes }: Severity,
  { eventAt, receivedAt }: Pick<UrgentReport, 'eventAt' | 'receivedAt'>,
): { writtenDueAt: Instant; phoneDueAt: Instant | null } => {
  const start = from === 'event' ? eventAt : receivedAt
  return { writtenDueAt: start + writtenMinutes * MINUTE_MS, phoneDueAt: phoneMinutes === null ? null : start + phoneMinutes * MINUTE_MS }
}

/** Units that are told of events of this severity: the office's own that are not closed. */
export const unitsTold = ({ office }: UseCaseContext, { tellUnits }: Severity): string[] =>
  office.directory.units.filter(({ code, closed }) => !closed && tellUnits.includes(code)).map(({ id }) => id)
