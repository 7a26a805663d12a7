import { z } from 'zod'
import { clock } from './clock.ts'

/** Figures of urgent reports (docs/rules.md, Urgent reports). */
export const urgentSettings = z
  .strictObject({
    /**
     * From the lightest to the gravest. Limits in minutes from the event or from the receipt of the first report; `phone` is a reminder in
     * the reply only; `tellUnits`: codes of units that are told of such an event besides the unit on duty.
     */
    severities: z
      .array(
        z.strictObject({
          code: z.string().regex(/^[a-z_]{2,32}$/u, '等级代码用小写英文字母'),
          name: z.string().trim().min(1).max(20),
          from: z.enum(['event', 'receipt']).default('event'),
          writtenMinutes: z.int().min(5).max(2_880),
          phoneMinutes: z.int().min(1).max(1_440).nullable().default(null),
          tellUnits: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
        }),
      )
      .min(1)
      .default([
        { code: 'general', name: '一般', from: 'event', writtenMinutes: 180, phoneMinutes: null, tellUnits: [] },
        { code: 'serious', name: '较大', from: 'event', writtenMinutes: 180, phoneMinutes: null, tellUnits: [] },
        { code: 'major', name: '重大', from: 'event', writtenMinutes: 180, phoneMinutes: null, tellUnits: [] },
        { code: 'extreme', name: '特别重大', from: 'event', writtenMinutes: 180, phoneMinutes: null, tellUnits: [] },
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
  .describe(
    '紧急信息:各等级(由轻到重)时限(分钟,自事发或接报起)和另行告知的单位代码、到时限前几分钟提醒、续报前几分钟提醒、续报时刻、领导群、值班单位',
  )
