import { z } from 'zod'
import type { Adoption, Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { adoptionFaults, describeUse } from '../../wording/adoptions.ts'
import { today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { itemChanged } from '../statistics/item-changed.ts'
import { getSubmission, type FoundSubmission } from '../submissions/find-submission.ts'
import { faultOfUse } from './check-use.ts'
import { writeAdoptions, type Use } from './write-adoptions.ts'

const code = z.string().regex(/^[a-z][a-z_]{1,31}$/u, '写代码,例如 city、province')

/** A day of the office. */
export const daySchema = z.iso.date('日期写成 YYYY-MM-DD')

export const recordAdoptionSchema = z.strictObject({
  number: z.int().positive(),
  event: code.default('adopt').describe('adopt 采用、forward 转报、share 共享、commission 约稿采用、reprint 转载'),
  level: code.describe('级别代码:county、city、province、ministry、national……'),
  publication: z.string().trim().min(1, '请写明刊物').max(80).describe('刊物'),
  form: z.string().trim().min(1).max(20).nullable().default(null).describe('形式:single 单篇、brief 简讯、combined 综合……'),
  day: daySchema.optional().describe('采用日期,默认今天;可以晚于报送的月份'),
  enteredScore: z.int().min(-1_000_000).max(1_000_000).nullable().default(null).describe('上级给的分,百分之一分为单位'),
})

export interface RecordedAdoption {
  matter: Matter
  adoption: Adoption
  submission: FoundSubmission['submission']
}

/** Writes uses of one submission with their line in its timeline. `follows`: who may has been judged. */
export const adopt = async (
  ctx: UseCaseContext,
  found: Pick<FoundSubmission, 'matter' | 'parties'>,
  uses: readonly Use[],
  { follows }: { follows?: true } = {},
): Promise<{ matter: Matter; adoptions: Adoption[] }> => {
  const wording = { calendar: ctx.office.calendar, now: ctx.now }
  const matter = await changeState(ctx, found, {
    action: 'adopt',
    text: uses.map((use) => describeUse(wording, use)).join(';'),
    data: { uses: uses.map(({ event, level, publication, form, day }) => ({ event, level, publication, form, day })) },
    ...(follows ? { follows } : {}),
  })
  const adoptions = await writeAdoptions(ctx, matter.id, uses)
  if (adoptions.length < uses.length) throw new Problem('conflict', adoptionFaults.known(matter.number))
  await itemChanged(ctx, matter.id)
  return { matter, adoptions }
}

/** 登记采用: an upper body used a submission. For the editors; `conflict` when this use is recorded already. */
export const recordAdoption = async (ctx: UseCaseContext, input: z.output<typeof recordAdoptionSchema>): Promise<RecordedAdoption> => {
  const { number, day = today(ctx), ...use } = input
  const found = await getSubmission(ctx, number)
  const fault = await faultOfUse(ctx, found, day)
  if (fault !== null) throw new Problem('wrong_state', fault)
  const { matter, adoptions } = await adopt(ctx, found, [{ ...use, day }])
  const [adoption] = adoptions
  if (!adoption) throw new Error('an adoption that was not refused was not written')
  return { matter, adoption, submission: found.submission }
}
