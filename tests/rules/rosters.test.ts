import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../rules/calendar/index.ts'
import { Directory } from '../../rules/directory.ts'
import { officeSettingsSchema } from '../../rules/office-settings.ts'
import { createNameTable } from '../../rules/parties/name-table.ts'
import { readRosterLine } from '../../rules/roster-text.ts'
import { shareSlots } from '../../rules/share-slots.ts'
import { runsOfSlots } from '../../rules/slot-runs.ts'
import { readWatchText } from '../../rules/watch-text.ts'
import type { WatchTimes } from '../../rules/watch-slots.ts'

const settings = officeSettingsSchema.parse({})
const calendar = createCalendar(settings)
/** A Monday. */
const now = calendar.at('2026-11-23', '09:00')

const person = (name: string, unitId = 'one') => ({ id: name, name, unitId, post: null, officer: null, endsOn: null, left: false })
const unit = (id: string, name: string, parentId: string | null = null) => ({ id, code: id, name, aliases: [], parentId, closed: false })
const directory = new Directory({
  units: [unit('root', '市政府办'), unit('one', '应急局', 'root'), unit('two', '城管局', 'root')],
  members: [person('张三'), person('李四'), person('王五'), person('周一'), person('李强'), { ...person('李强', 'two'), id: '另一位李强' }],
  grants: [],
  delegations: [],
})
const names = createNameTable(directory, [{ memberId: '张三', nickname: '指挥中心小张' }], '2026-11-23')

const hourly: WatchTimes = { from: '08:30', to: '22:30', everyMinutes: 60 }
const shifts: WatchTimes = {
  shifts: [
    { name: '白班', from: '08:30', to: '17:30' },
    { name: '夜班', from: '17:30', to: '08:30' },
  ],
}

const local = (at: number): string => {
  const { day, hour, minute } = calendar.toLocal(at)
  return `${day.slice(5)} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** 11-24 08:30 张三 …: who begins when by a line; or the kinds of what is wrong with it. */
const plans = (line: string, times: WatchTimes = hourly): string => {
  const reading = readRosterLine(line, {
    names,
    shifts: 'shifts' in times ? times.shifts.map(({ name }) => name) : [],
    context: { sentAt: now, calendar, settings },
  })
  if (reading.faults.length > 0) return reading.faults.map(({ kind }) => kind).join(' ')
  const { shares, faults } = shareSlots(calendar, times, reading, now)
  if (faults.length > 0) return faults.map(({ kind }) => kind).join(' ')
  const slots = shares.flatMap(({ day, memberId, slots: own }) => own.map((slot) => ({ ...slot, day, memberId })))
  return runsOfSlots(slots)
    .map(({ fromAt, memberId }) => `${local(fromAt)} ${memberId}`)
    .join(', ')
}

/** As a Chinese keyboard writes it. */
const inFullWidth = (text: string): string => text.replaceAll(/[,;:()\d]/gu, (sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0))

describe('a line of a roster', () => {
  test.each([
    ['11月24日 张三', '11-24 08:30 张三'],
    ['张三 11月24日', '11-24 08:30 张三'],
    ['11月24日:张三', '11-24 08:30 张三'],
    ['11月24日张三值班', '11-24 08:30 张三'],
    ['11月24日(周二) @张三', '11-24 08:30 张三'],
    ['11月24日 指挥中心小张', '11-24 08:30 张三'],
    ['24日 张三', '11-24 08:30 张三'],
    ['明天 张三', '11-24 08:30 张三'],
    ['2026-11-24 张三', '11-24 08:30 张三'],
    ['11.24 张三', '11-24 08:30 张三'],
    ['11.24-11.25 张三', '11-24 08:30 张三, 11-25 08:30 张三'],
    ['11/24 张三', '11-24 08:30 张三'],
    ['11月24 张三', '11-24 08:30 张三'],
    ['周六、周日 张三', '11-28 08:30 张三, 11-29 08:30 张三'],
    ['本周五 张三', '11-27 08:30 张三'],
    ['12月31日至1月1日 张三', '12-31 08:30 张三, 01-01 08:30 张三'],
    ['11月24日 张三 李四', '11-24 08:30 张三, 11-24 15:30 李四'],
    ['11月24日 张三、李四、王五', '11-24 08:30 张三, 11-24 13:30 李四, 11-24 18:30 王五'],
    ['11月24日至26日 张三', '11-24 08:30 张三, 11-25 08:30 张三, 11-26 08:30 张三'],
    ['24至26日 张三', '11-24 08:30 张三, 11-25 08:30 张三, 11-26 08:30 张三'],
    ['11月24日、26日 张三', '11-24 08:30 张三, 11-26 08:30 张三'],
    ['下周一至周三 张三、李四、王五 轮流', '11-30 08:30 张三, 12-01 08:30 李四, 12-02 08:30 王五'],
    [
      '11月24日至26日 每天 张三、李四',
      '11-24 08:30 张三, 11-24 15:30 李四, 11-25 08:30 张三, 11-25 15:30 李四, 11-26 08:30 张三, 11-26 15:30 李四',
    ],
    ['11月24日 8:30-12:30 张三 12:30-22:30 李四', '11-24 08:30 张三, 11-24 12:30 李四'],
    ['11月24日 张三8点半至12点半,李四12点半到22点半', '11-24 08:30 张三, 11-24 12:30 李四'],
    ['11月24日 上午张三 下午李四 晚上王五', '11-24 08:30 张三, 11-24 12:30 李四, 11-24 18:30 王五'],
    ['周一 张三', '11-23 08:30 张三'],
    ['周二 周一', '11-24 08:30 周一'],
  ])('%s', (line, planned) => {
    expect(plans(line)).toBe(planned)
    expect(plans(inFullWidth(line))).toBe(planned)
  })

  test.each([
    ['11月24日至25日 白班 张三、夜班 李四', '11-24 08:30 张三, 11-24 17:30 李四, 11-25 08:30 张三, 11-25 17:30 李四'],
    ['11月24日 张三 白班,李四 夜班', '11-24 08:30 张三, 11-24 17:30 李四'],
    ['11月24日 白班:张三;夜班:李四', '11-24 08:30 张三, 11-24 17:30 李四'],
    ['11月24日 张三、李四', '11-24 08:30 张三, 11-24 17:30 李四'],
    ['11月24日 白班、夜班 张三', '11-24 08:30 张三'],
    ['11月24日至26日 夜班 张三、李四 轮流', '11-24 17:30 张三, 11-25 17:30 李四, 11-26 17:30 张三'],
  ])('by shifts: %s', (line, planned) => {
    expect(plans(line, shifts)).toBe(planned)
    expect(plans(inFullWidth(line), shifts)).toBe(planned)
  })

  test('of this week only what is left is meant, and the turn begins there', () => {
    const planned = plans('本周 张三、李四 轮流').split(', ')
    expect(planned).toHaveLength(7)
    expect(planned.slice(0, 2)).toEqual(['11-23 09:30 张三', '11-24 08:30 李四'])
  })

  test.each([
    ['张三', 'no-day'],
    ['11月31日 张三', 'unclear-day'],
    ['11月24日(周三) 张三', 'unclear-day'],
    ['11月20日 张三', 'past-day'],
    ['11月24日', 'nobody'],
    ['11月24日 张山', 'unread'],
    ['11月24日 @张山', 'unknown-name'],
    ['11月24日 李强', 'ambiguous'],
    ['11月24日 城管局', 'unit'],
    ['11月24日 白班 张三', 'unknown-shift'],
    ['11月24日至25日 张三 李四', 'turn-or-daily'],
    ['11月24日 23:00-23:30 张三', 'no-slots'],
    ['11月24日张三,11月25日李四', 'unread'],
    ['明年 张三', 'too-many-days'],
    ['24小时 张三', 'no-day'],
    ['每天 张三', 'no-day'],
    ['11月24日至2028年11月20日 张三', 'too-many-days'],
    ['11月24日 所有人', 'unread'],
  ])('asks back: %s', (line, fault) => expect(plans(line)).toBe(fault))

  test.each([
    ['11月24日 夜班', 'nobody'],
    ['11月24日 白班 张三 早班 李四', 'unknown-shift'],
    ['11月24日 张三 白班、李四', 'no-shift'],
    ['11月24日 张三、李四、王五', 'uneven'],
    ['11月24日 夜班 张三、李四', 'uneven'],
  ])('asks back where there are shifts: %s', (line, fault) => expect(plans(line, shifts)).toBe(fault))

  test('of two with one name the unit decides', () => {
    expect(plans('11月24日 城管局-李强')).toBe('11-24 08:30 另一位李强')
  })
})

describe('the words that open a roster', () => {
  const opens = (text: string) => readWatchText(text, [])
  test.each([
    ['舆情监测 每天8:30-22:30 每小时一班', '舆情监测', hourly],
    ['舆情监测,每日8点半至22点半,每1小时一次', '舆情监测', hourly],
    ['网情巡查 8:00-20:00 每半小时一班', '网情巡查', { from: '08:00', to: '20:00', everyMinutes: 30 }],
    ['防汛值班 每天0:00-24:00 每2小时一班', '防汛值班', { from: '00:00', to: '23:59', everyMinutes: 120 }],
    ['应急值班 白班8:30-17:30、夜班17:30-次日8:30', '应急值班', shifts],
    ['应急值班白班8:30-17:30 夜班17:30-8:30', '应急值班', shifts],
    ['应急值班 每天 白班(8:30-17:30)夜班(17:30至次日8:30)', '应急值班', shifts],
    ['应急值班 每天8:30-17:30 全天一班', '应急值班', { shifts: [{ name: '全天', from: '08:30', to: '17:30' }] }],
  ])('%s', (text, title, times) => {
    expect(opens(text)).toMatchObject({ title, times, missing: null })
    expect(opens(inFullWidth(text))).toMatchObject({ title, times, missing: null })
  })

  test.each([
    ['舆情监测', 'times'],
    ['舆情监测 每小时一班', 'times'],
    ['舆情监测 每天8:30-22:30', 'length'],
    ['应急值班8:30-17:30', 'length'],
  ])('asks back: %s', (text, missing) => expect(opens(text)).toMatchObject({ times: null, missing }))

  test('what watches the opinion of the public is told apart from duty', () => {
    expect([opens('舆情监测 8:30-22:30 每小时一班').form, opens('应急值班 8:30-22:30 每小时一班').form]).toEqual(['opinion', 'duty'])
  })
})
