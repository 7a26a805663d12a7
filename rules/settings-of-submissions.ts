import { z } from 'zod'

interface Category {
  code: string
  name: string
  routine: boolean
  within: { hours: number } | { days: number } | { workingDays: number }
}

/** The ten routine categories and the free ones (docs/rules.md, Submissions). */
const defaultCategories: Category[] = [
  { code: 'meeting', name: '会议政策贯彻', routine: true, within: { workingDays: 1 } },
  { code: 'instruction', name: '批示办理', routine: true, within: { workingDays: 3 } },
  { code: 'inspection', name: '上级调研检查', routine: true, within: { workingDays: 1 } },
  { code: 'visit', name: '市领导下基层', routine: true, within: { days: 0 } },
  { code: 'progress', name: '重点工作进展', routine: true, within: { workingDays: 3 } },
  { code: 'invitation', name: '重要会议邀请', routine: true, within: { workingDays: 1 } },
  { code: 'emergency', name: '重大紧急及后续', routine: true, within: { hours: 3 } },
  { code: 'economy', name: '经济指标', routine: true, within: { workingDays: 3 } },
  { code: 'absence', name: '主要负责人外出', routine: true, within: { days: 0 } },
  { code: 'award', name: '获奖', routine: true, within: { workingDays: 3 } },
  { code: 'news', name: '动态', routine: false, within: { days: 0 } },
  { code: 'experience', name: '经验', routine: false, within: { workingDays: 5 } },
  { code: 'problem', name: '问题', routine: false, within: { workingDays: 1 } },
  { code: 'research', name: '调研', routine: false, within: { workingDays: 10 } },
  { code: 'advice', name: '建议', routine: false, within: { workingDays: 5 } },
]

/** Figures of submissions (docs/rules.md, Submissions, Quotas). */
export const submissionsSettings = z
  .strictObject({
    /** `within`: the time from the report to the end of its handling. */
    categories: z
      .array(
        z.strictObject({
          code: z.string().regex(/^[a-z_]{2,32}$/u, '类别代码用小写英文字母'),
          name: z.string().trim().min(1).max(20),
          routine: z.boolean().default(false),
          within: z.union([
            z.strictObject({ hours: z.int().min(1).max(240) }),
            z.strictObject({ days: z.int().min(0).max(365) }),
            z.strictObject({ workingDays: z.int().min(0).max(120) }),
          ]),
        }),
      )
      .min(1)
      .default(defaultCategories),
    problemWithinHours: z.int().min(1).max(72).default(4),
    deputySignsAfterHours: z.int().min(1).max(80).default(4),
    shelveAfterWorkingDays: z.int().min(0).max(250).default(10),
    nearDuplicateDays: z.int().min(1).max(365).default(30),
    longTitle: z.int().min(10).max(60).default(30),
    quotas: z.strictObject({ full_time: z.int().min(0).max(100).default(5), part_time: z.int().min(0).max(100).default(2) }).prefault({}),
    quotaReminderDays: z.array(z.int().min(1).max(28)).max(5).default([20, 25]),
  })
  .prefault({})
  .describe(
    '信息:类别及其办理时限、报忧时限(小时)、主任几个工作小时未签由副主任签、报送几个工作日后仍未采用自动留存(0 为不自动)、查重天数、标题字数、信息员每月任务条数与提醒日',
  )
