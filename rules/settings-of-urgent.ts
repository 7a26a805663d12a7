import { z } from 'zod'
import { clock } from './clock.ts'

/** Figures of urgent reports (docs/rules.md, Urgent reports). */
export const urgentSettings = z
  .strictObject({
    /** Limits in minutes from the event or from the receipt of the first report; `phone` is a reminder in the reply only. */
    severities: z
      .array(
        z.strictObject({
          code: z.string().regex(/^[a-z_]{2,32}$/u, '等级代码用小写英文字母'),
          name: z.string().trim().min(1).max(20),
          from: z.enum(['event', 'receipt']).default('event'),
          writtenMinutes: z.int().min(5).max(2_880),
          phoneMinutes: z.int().min(1).max(1_440).nullable().default(null),
        }),
      )
      .min(1)
      .default([
        { code: 'general', name: '一般', from: 'event', writtenMinutes: 180, phoneMinutes: null },
        { code: 'serious', name: '较大', from: 'event', writtenMinutes: 180, phoneMinutes: null },
        { code: 'major', name: '重大', from: 'event', writtenMinutes: 180, phoneMinutes: null },
        { code: 'extreme', name: '特别重大', from: 'event', writtenMinutes: 180, phoneMinutes: null },
      ]),
    remindMinutesBefore: z.array(z.int().min(1).max(1_440)).max(6).default([120, 60, 30]),
    /** The same for each 续报. */
    remindFollowUpMinutesBefore: z.array(z.int().min(1).max(1_440)).max(6).default([30]),
    followUpAt: z.array(clock).min(1).max(6).default(['08:00', '17:00']),
    /** Name of the registered group that is told at once; empty: the leaders one by one. */
    leadersGroup: z.string().trim().max(80).default(''),
    /** Code of the unit whose duty officers are told at once; empty: none. */
    dutyUnit: z.string().trim().max(40).default(''),
  })
  .prefault({})
  .describe('紧急信息:各等级时限(分钟,自事发或接报起)、到时限前几分钟提醒、续报前几分钟提醒、续报时刻、领导群、值班单位')
