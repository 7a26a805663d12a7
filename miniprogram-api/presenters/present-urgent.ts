import { z } from 'zod'
import { urgentElements } from '../../rules/urgent-elements.ts'
import type { UrgentPage } from '../../use-cases/urgent/read-urgent.ts'
import { followUpName } from '../../wording/urgent.ts'
import { instant, namedOrNull, namedSchema } from './common.ts'
import { matterBriefSchema, presentMatterBrief } from './present-matter.ts'

const entrySchema = z.strictObject({
  at: instant,
  action: z
    .enum(['create', 'supplement', 'follow_up', 'grade', 'sign', 'final', 'cancel'])
    .describe('初报、补充、续报、调整等级、签发、终报、撤销'),
  followUp: z.int().nullable().describe('第几次续报'),
  name: z.string().nullable().describe('续报一、续报二……'),
  actor: namedOrNull,
  onBehalfOf: namedOrNull,
  text: z.string(),
})

/** An urgent report on one page: clocks, signature, what is missing, the whole chain in order. */
export const urgentPageSchema = z
  .strictObject({
    matter: matterBriefSchema,
    body: z.string().describe('初报原文'),
    reporter: namedSchema,
    severity: z.strictObject({ code: z.string(), name: z.string() }),
    clocks: z.strictObject({
      eventAt: instant,
      eventStated: z.boolean().describe('初报写明了事发时间;否则按收到时间起算'),
      receivedAt: instant,
      phoneDueAt: instant.nullable(),
      writtenDueAt: instant,
      nextFollowUpAt: instant.nullable().describe('下次续报;未签发或已结束为空'),
    }),
    signed: z
      .union([
        z.strictObject({
          at: instant,
          by: namedOrNull,
          asDeputy: z.boolean(),
          onBehalfOf: namedOrNull,
          late: z.boolean().describe('超过时限;只作记录'),
          dueAt: instant.describe('签发时的书面时限'),
        }),
        z.null(),
      ])
      .describe('签发上报;为空即尚未签发'),
    overdue: z.boolean().describe('已过时限尚未签发'),
    followUps: z.int().describe('续报次数'),
    missing: z.array(z.enum(urgentElements)).describe('尚缺的要素'),
    entries: z.array(entrySchema).describe('全过程,按先后'),
  })
  .meta({ id: 'UrgentReport' })

export const presentUrgent = (page: UrgentPage): z.input<typeof urgentPageSchema> => ({
  matter: presentMatterBrief(page.matter),
  body: page.matter.body,
  reporter: page.reporter,
  severity: page.severity,
  clocks: {
    eventAt: page.report.eventAt,
    eventStated: page.report.eventStated,
    receivedAt: page.report.receivedAt,
    phoneDueAt: page.report.phoneDueAt,
    writtenDueAt: page.report.writtenDueAt,
    nextFollowUpAt: page.nextFollowUpAt,
  },
  signed: page.signed,
  overdue: page.overdue,
  followUps: page.report.followUps,
  missing: urgentElements.filter((element) => page.report.missing.includes(element)),
  entries: page.entries.map((entry) => ({ ...entry, name: entry.followUp === null ? null : followUpName(entry.followUp) })),
})
