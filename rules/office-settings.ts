import { z } from 'zod'
import { clock } from './clock.ts'
import { submissionsSettings } from './settings-of-submissions.ts'
import { urgentSettings } from './settings-of-urgent.ts'

const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '日期写成 MM-DD')
const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '日期写成 YYYY-MM-DD')
const session = z.strictObject({ open: clock, close: clock })

/** One row of the work-hour table; the first row whose season contains the day applies (`from` > `to` wraps the year). */
const workHours = z.strictObject({
  from: monthDay.default('01-01'),
  to: monthDay.default('12-31'),
  morning: session,
  afternoon: session,
})

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}

/**
 * Every figure of the office that docs/rules.md calls configured, with its default.
 * Stored as one JSON document per office; changed through the API by the system administrator.
 */
export const officeSettingsSchema = z.strictObject({
  name: z.string().trim().min(1).max(60).default('临江市人民政府办公室').describe('办公室名称'),
  level: z
    .string()
    .regex(/^[a-z][a-z_]{1,31}$/u, '级别写代码,例如 city、county')
    .default('city')
    .describe('本级代码:city 市、county 县、district 区……;本级领导批示按此计'),
  timezone: z.string().refine(isZone, '没有这个时区').default('Asia/Shanghai').describe('时区'),
  botName: z.string().trim().min(1).max(20).default('群办').describe('机器人在群里的名字'),
  firstNumber: z.int().min(1).default(1).describe('空库的第一个事项编号'),

  workHours: z
    .array(workHours)
    .min(1)
    .default([{ from: '01-01', to: '12-31', morning: { open: '08:30', close: '12:00' }, afternoon: { open: '14:00', close: '17:30' } }])
    .describe('作息时间表,可分季节'),
  calendarOverrides: z
    .strictObject({ holidays: z.array(day).default([]), workdays: z.array(day).default([]) })
    .default({ holidays: [], workdays: [] })
    .describe('放假与调休补充表,优先于内置节假日数据'),
  dayparts: z
    .strictObject({ morning: clock, noon: clock, afternoon: clock, evening: clock })
    .default({ morning: '12:00', noon: '14:00', afternoon: '17:30', evening: '22:00' })
    .describe('“上午、中午、下午、晚上前”的钟点;上午、下午以当日作息的下班时间为准,此处为无作息日的替代'),

  urgencyDefaults: z
    .strictObject({
      criticalHours: z.int().min(1).max(240).default(24),
      urgentWorkingDays: z.int().min(1).max(60).default(3),
      normalDays: z.int().min(1).max(365).default(15),
    })
    .prefault({})
    .describe('没写时限时:特急 N 小时、急 N 个工作日、一般 N 日'),
  maxDeadlineDays: z.int().min(30).max(3650).default(400).describe('超过多少天的时限要反问'),
  rollForwardGraceDays: z.int().min(0).max(180).default(60).describe('无年份日期过去多少天以内要反问'),
  behindPoints: z.int().min(1).max(100).default(10).describe('进度落后序时多少个百分点亮“滞后”'),

  reminders: z
    .strictObject({
      at: clock.default('09:00'),
      workingDaysBefore: z.array(z.int().min(1).max(30)).max(5).default([3, 1]),
      sameDayHoursBefore: z.int().min(1).max(12).default(2),
      quietFrom: clock.default('18:00'),
      quietTo: clock.default('08:30'),
      unitHeadJoinsAfter: z.int().min(1).max(30).default(1),
      supervisorJoinsAfter: z.int().min(1).max(60).default(3),
    })
    .prefault({})
    .describe('提醒:时刻、提前几个工作日、免打扰时段、逾期后第几个工作日起告知分管领导与督查'),
  lateAfternoon: clock.default('17:30').describe('此后发布非紧急任务提醒一次发布人'),

  groups: z
    .strictObject({
      idleDays: z.int().min(7).max(730).default(60),
      endReminderWorkingDays: z.int().min(1).max(30).default(5),
    })
    .prefault({})
    .describe('工作群:多少天没有新事项、没有人说话就建议群主关闭,到期前几个工作日提醒群主'),
  burden: z
    .strictObject({ repeatDays: z.int().min(1).max(180).default(30) })
    .prefault({})
    .describe('减负统计:对同一单位多少天内的相似要求算重复'),
  notices: z
    .strictObject({
      receiptWorkingDays: z.int().min(0).max(30).default(1),
      endsAfterWorkingDays: z.int().min(1).max(60).default(5),
    })
    .prefault({})
    .describe('通知:没写签收时限时第几个工作日下班前签收,过了时限几个工作日自动结束'),
  suggestionWorkingDays: z.int().min(1).max(30).default(5).describe('建议几个工作日内答复'),

  deputyActsAfterHours: z.int().min(1).max(240).default(24).describe('主任几小时未处理由副主任代行'),
  lights: z
    .array(z.strictObject({ name: z.string().max(10), color: z.string().regex(/^#[0-9a-fA-F]{6}$/) }))
    .length(4)
    .default([
      { name: '正常', color: '#2e9e4f' },
      { name: '临近', color: '#3b7ddd' },
      { name: '滞后', color: '#e0a100' },
      { name: '逾期', color: '#d64545' },
    ])
    .describe('0 至 3 级灯的名称与颜色'),

  supervision: z
    .strictObject({
      office: z.string().trim().min(1).max(40).default('市政府督查室'),
      numberMark: z.string().trim().min(1).max(10).default('督'),
      contact: z.string().trim().max(60).default(''),
      contactPhone: z.string().trim().max(40).default(''),
    })
    .prefault({})
    .describe('督查:督查单的落款、编号的代字(督〔2026〕128号)、联系人和电话(不写联系人为打印的人)'),

  submissions: submissionsSettings,
  bulletins: z
    .strictObject({
      monthly: z.boolean().default(true),
      quarterly: z.boolean().default(true),
      yearly: z.boolean().default(true),
      workingDay: z.int().min(1).max(20).default(3),
      issueWithinWorkingDays: z.int().min(1).max(30).default(3),
      subject: z.string().trim().min(1).max(20).default('政务信息'),
      addressees: z.string().trim().min(1).max(200).default('各县（市、区）人民政府，市政府各部门'),
      namesProblems: z.boolean().default(false),
      top: z.int().min(0).max(20).default(0),
      bottom: z.int().min(0).max(20).default(0),
      excellentUnits: z.int().min(0).max(50).default(3),
      excellentOfficers: z.int().min(0).max(100).default(10),
    })
    .prefault({})
    .describe(
      '通报:是否按月、季、年自动起草,次月第几个工作日起草,几个工作日内印发,名称与主送,采用一览表是否列报忧信息的标题;先进、后进各列几名(0 为不列,须先由主任开启排名),年度每类推荐几个优秀单位、几名优秀信息员',
    ),

  absences: z
    .strictObject({ minimumDays: z.int().min(1).max(30).default(2) })
    .prefault({})
    .describe('外出报备:外出几天以上须报备'),
  watches: z
    .strictObject({ remindMinutes: z.int().min(0).max(240).default(10) })
    .prefault({})
    .describe('值班:每个时段结束前几分钟私下提醒尚未回报的人,0 为不提醒'),
  meetings: z
    .strictObject({ remindMinutes: z.int().min(0).max(1_440).default(60), announceWorkingDays: z.int().min(1).max(20).default(3) })
    .prefault({})
    .describe('会议:开会前几分钟私下提醒参会的人,0 为不提醒;循环会议至少提前几个工作日通知'),
  disclosure: z
    .strictObject({
      renewWorkingDays: z.int().min(1).max(60).default(5),
      pageSize: z.int().min(5).max(100).default(20),
      /** Who accepts applications for disclosure; empty: the office. The others stand on the public page where they are given. */
      acceptedBy: z.string().trim().max(80).default(''),
      address: z.string().trim().max(120).default(''),
      phone: z.string().trim().max(60).default(''),
      hours: z.string().trim().max(80).default(''),
    })
    .prefault({})
    .describe('政务公开:到更新日前几个工作日开立待办,公开页面每页几条;依申请公开的受理机构、地址、电话、受理时间(写在公开页面上)'),

  attachments: z
    .strictObject({
      maxMegabytes: z.int().min(1).max(100).default(20),
      maxPerMatter: z.int().min(1).max(200).default(30),
      filesPerPersonDay: z.int().min(1).max(10_000).default(100),
      megabytesPerPersonDay: z.int().min(1).max(10_000).default(500),
    })
    .prefault({})
    .describe('附件:单个文件最大多少 MB、每件事项最多几个、每人每天最多上传几个和多少 MB'),

  urgent: urgentSettings,
  sessionIdleMinutes: z.int().min(1).max(1440).default(30).describe('登录闲置失效(分钟)'),
  sessionMaxHours: z.int().min(1).max(168).default(12).describe('登录最长有效(小时)'),
  outboxSpacingMs: z.int().min(0).max(60_000).default(1_500).describe('同一账号两条消息的间隔(毫秒)'),
  replyExpiresMinutes: z.int().min(1).max(1440).default(30).describe('回复多久没发出就作废,改进下一次汇总'),
  callPauseMinutes: z.int().min(1).max(1440).default(5).describe('不能私信的渠道:同一群里对同一人的“请到小程序查看”至少间隔多少分钟'),
  chatLimit: z
    .strictObject({ messages: z.int().min(5).max(1_000_000).default(60), seconds: z.int().min(10).max(3_600).default(60) })
    .prefault({})
    .describe('一个人在多少秒内最多办理多少条带标签的消息,超出的留存不办、一次列出;“收到”不限'),
})

export type OfficeSettings = z.infer<typeof officeSettingsSchema>

/** The settings of an office that changed nothing. */
export const defaultSettings = (): OfficeSettings => officeSettingsSchema.parse({})
