import { z } from 'zod'
import type { CallView } from '../../use-cases/calls/view-call.ts'
import { instant, namedSchema } from './common.ts'
import { matterBriefSchema, presentMatterBrief } from './present-matter.ts'

/** A call and how far its units are. */
export const callSchema = z
  .strictObject({
    matter: matterBriefSchema,
    body: z.string().describe('主题和要求'),
    counts: z
      .strictObject({ called: z.int(), taken: z.int(), delivered: z.int(), adopted: z.int(), overdue: z.int() })
      .describe('未认领、已认领、已报、已采用的单位数;逾期单位数'),
    units: z
      .array(
        z.strictObject({
          unit: namedSchema,
          stage: z.enum(['called', 'taken', 'delivered', 'adopted']).describe('未认领、已认领、已报、已采用'),
          overdue: z.boolean().describe('过时限未报或迟报'),
          takenAt: instant.nullable(),
          deliveredAt: instant.nullable(),
          submissions: z.array(z.strictObject({ number: z.int(), title: z.string() })),
        }),
      )
      .describe('发出人、信息科和办公室领导看到全部单位;其他人只看到本单位'),
  })
  .meta({ id: 'Call' })

export const presentCall = ({ matter, counts, units }: CallView): z.input<typeof callSchema> => ({
  matter: presentMatterBrief(matter),
  body: matter.body,
  counts,
  units,
})
