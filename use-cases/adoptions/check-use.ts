import type { Matter, Submission } from '../../entities/index.ts'
import type { Day } from '../../rules/instant.ts'
import { adoptionFaults, instructionFaults } from '../../wording/adoptions.ts'
import { formatDay } from '../../wording/instants.ts'
import { today, type UseCaseContext } from '../context.ts'
import { faultOfItem } from '../issues/check-item.ts'

type Item = { matter: Matter; submission: Submission }

/** Why nothing can be recorded of that day: before the report, or not yet; null when it can. It may fall in a later month. */
const faultOfDay = (
  ctx: UseCaseContext,
  { matter, submission }: Item,
  day: Day,
  faults: typeof adoptionFaults | typeof instructionFaults,
): string | null => {
  if (submission.reportedOn === null) return adoptionFaults.unreported(matter.number)
  if (day < submission.reportedOn) return faults.early(matter.number, formatDay(ctx.office.calendar, submission.reportedOn, ctx.now))
  return day > today(ctx) ? faults.future(matter.number) : null
}

/** Why a use on that day cannot be recorded of a submission; null when it can (docs/rules.md, Adoptions). */
export const faultOfUse = async (ctx: UseCaseContext, item: Item, day: Day): Promise<string | null> =>
  (await faultOfItem(ctx, item, '登记采用')) ?? faultOfDay(ctx, item, day, adoptionFaults)

/** Why an instruction of that day cannot be recorded on a submission; null when it can. */
export const faultOfInstruction = async (ctx: UseCaseContext, item: Item, day: Day): Promise<string | null> =>
  (await faultOfItem(ctx, item, '登记批示')) ?? faultOfDay(ctx, item, day, instructionFaults)
