import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../../rules/instant.ts'
import { parseDeadline, parseMoment } from '../../../rules/deadline/index.ts'
import { office } from './reads.ts'

const zones = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe'] as const
const offices = new Map(zones.map((timezone) => [timezone, office({ timezone })]))
const officeIn = (zone: (typeof zones)[number]) => offices.get(zone)!
const anyZone = fc.constantFrom(...zones)
const anySentAt = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2026, 11, 31) })

// Words of times and limits in any order: what a tired official might type, and worse.
const word = fc.constantFrom(
  ...'今天 明天 后天 周五 下周 本周 星期一 月底 年底 年 月 日 号 点 分 半 上午 下午 晚上 下班 前 之前 以内 内 后 到 至 - ~ 截止 每 每月 每周 3 12 31 2027 十 二十 三 个 工作日 小时 天 农历 腊月 闰 春节 国庆 节 第 最后 一 季度 上半年 ( ) , 。 : / . 会 尽快 报 完成 第一 旬 初 末 周末 零 廿 两'.split(
    ' ',
  ),
)
const jumble = fc.array(word, { maxLength: 14 }).map((words) => words.join(''))
const anyText = fc.oneof(jumble, fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }))

describe('whatever is said', () => {
  test('reading never fails, and what is registered lies ahead', () => {
    fc.assert(
      fc.property(anyZone, anySentAt, anyText, (zone, sentAt, text) => {
        for (const read of [parseDeadline, parseMoment]) {
          const context = officeIn(zone)
          const reading = read(text, { ...context, sentAt })
          if (reading.kind === 'due') {
            expect(reading.due).toBeGreaterThan(sentAt)
            expect(reading.due - sentAt).toBeLessThanOrEqual((context.settings.maxDeadlineDays + 2) * DAY_MS)
          }
          if (reading.kind === 'recurring') expect(reading.first.due).toBeGreaterThan(sentAt)
          if (reading.kind === 'ask') for (const { due } of reading.readings) expect(Number.isFinite(due)).toBe(true)
          if ('matched' in reading) {
            const { from, to, text: words } = reading.matched
            expect(text.slice(from, to)).toBe(words)
            expect(words.length).toBeGreaterThan(0)
          }
        }
      }),
      { numRuns: 4_000 },
    )
  })

  test('readings that are offered lie ahead', () => {
    fc.assert(
      fc.property(anyZone, anySentAt, jumble, (zone, sentAt, text) => {
        const reading = parseDeadline(text, { ...officeIn(zone), sentAt })
        if (reading.kind !== 'ask') return
        for (const { due } of reading.readings) expect(due).toBeGreaterThan(sentAt)
      }),
      { numRuns: 2_000 },
    )
  })

  test('a long text is read in bounded time', () => {
    const begin = performance.now()
    for (const piece of ['今', '12', '一', '每', '3-', '十', '(', '下', '前']) {
      parseDeadline(piece.repeat(20_000), { ...officeIn('Asia/Shanghai'), sentAt: Date.UTC(2026, 0, 5) })
    }
    expect(performance.now() - begin).toBeLessThan(2_000)
  })
})

describe('dates written out are read back', () => {
  const chinese = (value: number): string => {
    const digit = '零一二三四五六七八九'
    if (value < 10) return digit.charAt(value)
    const tens = Math.floor(value / 10)
    return `${tens === 1 ? '' : digit.charAt(tens)}十${value % 10 === 0 ? '' : digit.charAt(value % 10)}`
  }
  const weekdays = '一二三四五六日'
  const forms: ((y: number, m: number, d: number, weekday: string) => string)[] = [
    (y, m, d) => `请于${y}年${m}月${d}日前报送`,
    (y, m, d, weekday) => `${y}年${m}月${d}日(星期${weekday})前`,
    (y, m, d) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}前`,
    (y, m, d) => `${y}/${m}/${d}之前`,
    (y, m, d) => `截止${y}.${m}.${d}`,
    (y, m, d) => `${[...String(y)].map((c) => '零一二三四五六七八九'.charAt(Number(c))).join('')}年${chinese(m)}月${chinese(d)}日以前`,
    (y, m, d) => `任务  ${y} 年 ${m} 月 ${d} 号 前`,
  ]

  test('to the close of work of that day, in every zone', () => {
    fc.assert(
      fc.property(anyZone, anySentAt, fc.integer({ min: 1, max: 399 }), fc.constantFrom(...forms), (zone, sentAt, ahead, form) => {
        const context = officeIn(zone)
        const { calendar } = context
        const day = calendar.addDays(calendar.dayOf(sentAt), ahead)
        const [y, m, d] = day.split('-').map(Number) as [number, number, number]
        const text = form(y, m, d, weekdays.charAt(calendar.weekday(day) - 1))
        const reading = parseDeadline(text, { ...context, sentAt })
        expect(reading, text).toMatchObject({ kind: 'due', due: calendar.closeOfWork(day), named: { end: calendar.at(day, '00:00') } })
      }),
      { numRuns: 2_000 },
    )
  })

  test('a wrong weekday is always asked about', () => {
    fc.assert(
      fc.property(anySentAt, fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 6 }), (sentAt, ahead, off) => {
        const context = officeIn('Asia/Shanghai')
        const day = context.calendar.addDays(context.calendar.dayOf(sentAt), ahead)
        const wrong = weekdays.charAt((context.calendar.weekday(day) - 1 + off) % 7)
        const text = `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日(周${wrong})前`
        expect(parseDeadline(text, { ...context, sentAt }), text).toMatchObject({ kind: 'ask', reason: 'weekday-contradiction' })
      }),
    )
  })

  test('more days are never an earlier limit', () => {
    fc.assert(
      fc.property(
        anyZone,
        anySentAt,
        fc.integer({ min: 1, max: 98 }),
        fc.constantFrom('日', '个工作日', '小时', '周'),
        (zone, sentAt, n, unit) => {
          const due = (count: number): number => {
            const reading = parseDeadline(`${count}${unit}内`, { ...officeIn(zone), sentAt })
            return reading.kind === 'due' ? reading.due : Number.POSITIVE_INFINITY
          }
          expect(due(n + 1)).toBeGreaterThan(due(n) === Number.POSITIVE_INFINITY ? 0 : due(n))
        },
      ),
    )
  })

  test('what is said later is never due earlier', () => {
    const phrases = ['3日内', '5个工作日内', '2小时内', '本周内完成', '月底前']
    fc.assert(
      fc.property(
        anyZone,
        anySentAt,
        fc.integer({ min: 0, max: 20 * DAY_MS }),
        fc.constantFrom(...phrases),
        (zone, sentAt, later, text) => {
          const context = officeIn(zone)
          const first = parseDeadline(text, { ...context, sentAt })
          const second = parseDeadline(text, { ...context, sentAt: sentAt + later })
          if (first.kind === 'due' && second.kind === 'due') expect(second.due).toBeGreaterThanOrEqual(first.due)
        },
      ),
    )
  })
})
