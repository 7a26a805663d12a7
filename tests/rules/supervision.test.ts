import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createCalendar } from '../../rules/calendar/create-calendar.ts'
import { lightOf, type LightInput } from '../../rules/lights.ts'
import { doneByMilestones, nextMilestoneReminder, readMilestones, type Milestone } from '../../rules/milestones.ts'
import { defaultSettings } from '../../rules/office-settings.ts'
import { addCounted, countMatter, ratesOf, type FigureSums, type SupervisedFacts } from '../../rules/supervision-figures.ts'
import { maskSource, readAssessment, readSource, splitHandling } from '../../rules/supervision.ts'

const settings = defaultSettings()
const calendar = createCalendar(settings)
const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`)
const context = { sentAt: at('11-23 09:00'), calendar, settings }

describe('a source in words', () => {
  it.each([
    ['来源:市政府常务会议 请消防队整改', 'meeting', '市政府常务会议'],
    ['请消防队整改(来源:王市长批示)', 'instruction', '王市长批示'],
    ['请消防队整改,来源:临政办发〔2026〕12号。', 'document', '临政办发〔2026〕12号'],
    ['来源:临政发(2026)12号 整改', 'document', '临政发(2026)12号'],
    ['【来源:工作群消息】整改', 'message', '工作群消息'],
    ['根据市政府第12次常务会议精神,消防队整改', 'meeting', '市政府第12次常务会议'],
    ['按照《冬春火灾防控方案》要求,消防队整改', 'document', '《冬春火灾防控方案》'],
    ['落实王市长批示,消防队整改', 'instruction', '王市长批示'],
    ['消防队周五前报送会议材料', 'message', null],
    ['说明污染来源并整改', 'message', null],
    ['来源:', 'message', null],
  ])('%s', (text, kind, written) => {
    expect(readSource(text)).toMatchObject({ kind, text: written })
  })

  it('is blanked out letter for letter, and only where it is marked', () => {
    const text = '请消防队整改,来源:11月20日专题会,周五前'
    expect(maskSource(text)).toBe('请消防队整改,            ,周五前')
    expect(maskSource('根据11月20日专题会议精神整改')).toBe('根据11月20日专题会议精神整改')
    fc.assert(fc.property(fc.string(), (any) => maskSource(any).length === any.length))
  })
})

test('an assessment is one of three words, with or without a remark', () => {
  expect(readAssessment('满意')).toEqual({ assessment: 'satisfied', rest: '' })
  expect(readAssessment('基本满意,台账不全')).toEqual({ assessment: 'basic', rest: '台账不全' })
  expect(readAssessment('不满意 整改不到位')).toEqual({ assessment: 'unsatisfied', rest: '整改不到位' })
  for (const text of ['', '满意度调查已完成', '很满意', '满意的地方不多']) expect(readAssessment(text)).toBeNull()
})

test('a written answer is told apart into what was done, why not, and what comes next', () => {
  expect(splitHandling('办理情况:已整改12处。\n未办结原因:2处涉及产权。\n下一步:12月10日前完成。')).toEqual({
    result: '已整改12处。',
    obstacles: '2处涉及产权。',
    nextSteps: '12月10日前完成。',
  })
  expect(splitHandling('已整改12处。未完成原因:产权不清。下一步工作:协调住建局。')).toEqual({
    result: '已整改12处。',
    obstacles: '产权不清。',
    nextSteps: '协调住建局。',
  })
  expect(splitHandling('已整改12处')).toEqual({ result: '已整改12处', obstacles: '', nextSteps: '' })
})

describe('milestones', () => {
  const step = (dueAt: number, doneAt: number | null = null): Milestone => ({ title: '一步', dueAt, doneAt, doneById: null })

  it('are read from dated parts, the earliest first', () => {
    const { milestones, faults } = readMilestones('2. 12月5日前完成整改;\n1. 11月25日 完成摸底', context)
    expect(faults).toEqual([])
    expect(milestones.map(({ title, dueAt }) => [title, dueAt])).toEqual([
      ['完成摸底', at('11-25 17:30')],
      ['完成整改', at('12-05 17:30')],
    ])
  })

  it('that are none are named with the reason', () => {
    const { milestones, faults } = readMilestones(`完成摸底;12月5日;6月前整改;12月6日 ${'长'.repeat(61)};;`, context)
    expect(milestones).toEqual([])
    expect(faults.map(({ reason }) => reason)).toEqual(['no-date', 'no-title', 'unclear-date', 'long-title'])
  })

  it('say how much is expected and done', () => {
    const steps = [step(at('11-25 17:30'), at('11-24 10:00')), step(at('12-05 17:30')), step(at('12-10 17:30')), step(at('12-20 17:30'))]
    expect(doneByMilestones(steps)).toBe(25)
    expect(doneByMilestones([])).toBe(0)
  })

  it('are reminded of one working day before, the open ones alone', () => {
    const steps = [step(at('11-30 17:30')), step(at('12-02 17:30'), 1), step(at('12-04 17:30'))]
    const next = (after: string) => nextMilestoneReminder(calendar, settings.reminders.at, steps, at(after))
    expect(next('11-23 09:00')).toBe(at('11-27 09:00'))
    expect(next('11-27 09:00')).toBe(at('12-03 09:00'))
    expect(next('12-03 09:00')).toBeNull()
  })

  describe('make the light', () => {
    const input = (milestones: readonly Milestone[], percent: number | null = null): LightInput => ({
      openedAt: at('11-23 08:30'),
      dueAt: at('12-31 17:30'),
      percent,
      tracksProgress: true,
      behindPoints: 10,
      milestones,
    })
    const level = (given: LightInput, now: string): number => lightOf(calendar, given, at(now)).level
    const two = [step(at('11-25 17:30')), step(at('12-25 17:30'))]

    it('behind from the instant a step passes undone, whether anything was reported or not', () => {
      expect(level(input(two), '11-25 17:30')).toBe(0)
      expect(lightOf(calendar, input(two), at('11-24 09:00'))).toEqual({ level: 0, changesAt: at('11-25 17:30') + 1 })
      expect(level(input(two), '11-25 17:31')).toBe(2)
      expect(level(input(two, 39), '11-25 17:31')).toBe(2)
      expect(level(input(two, 40), '11-25 17:31')).toBe(0)
      expect(level(input([step(at('11-25 17:30'), 1), step(at('12-25 17:30'))]), '11-25 17:31')).toBe(0)
    })

    it('in place of the time that has passed', () => {
      expect(level({ ...input([step(at('12-25 17:30'))], 0), milestones: [] }, '12-10 09:00')).toBe(2)
      expect(level(input([step(at('12-25 17:30'))], 0), '12-10 09:00')).toBe(0)
    })

    it('nothing where there is no progress or no limit, and overdue stays overdue', () => {
      expect(level({ ...input(two), tracksProgress: false }, '11-26 09:00')).toBe(0)
      expect(level({ ...input(two), dueAt: null }, '11-26 09:00')).toBe(0)
      expect(lightOf(calendar, input(two), at('12-31 17:31')).level).toBe(3)
    })

    it('never changes before the instant it names', () => {
      const days = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 })
      fc.assert(
        fc.property(days, fc.option(fc.integer({ min: 0, max: 100 })), fc.integer({ min: 0, max: 45 }), (dues, percent, passed) => {
          const given = input(
            dues.map((day) => step(at('11-23 17:30') + day * 86_400_000)),
            percent,
          )
          const now = at('11-23 09:00') + passed * 86_400_000
          const { level: before, changesAt } = lightOf(calendar, given, now)
          return changesAt === null || (changesAt > now && lightOf(calendar, given, changesAt - 1).level === before)
        }),
      )
    })
  })
})

describe('the figures', () => {
  const facts = (set: Partial<SupervisedFacts>): SupervisedFacts => ({
    state: 'open',
    createdAt: at('10-12 09:00'),
    dueAt: at('11-20 17:30'),
    submittedAt: null,
    closedAt: null,
    unitIds: ['B', 'A', 'B'],
    ...set,
  })

  it('count what is open once for each unit, and are looked at again when its limit passes', () => {
    expect(countMatter(calendar, facts({}), at('11-01 09:00'))).toEqual({
      counted: { units: ['A', 'B'], opened: '2026-10', ended: null, overdue: null },
      changesAt: at('11-20 17:30') + 1,
    })
    expect(countMatter(calendar, facts({}), at('11-20 17:31'))).toMatchObject({
      counted: { overdue: { from: '2026-11', until: null } },
      changesAt: null,
    })
    expect(countMatter(calendar, facts({ dueAt: null }), at('11-20 17:31'))).toMatchObject({ counted: { overdue: null }, changesAt: null })
  })

  it('judge lateness by 办结, not by 确认', () => {
    const closed = { state: 'closed', closedAt: at('12-03 10:00') } as const
    expect(countMatter(calendar, facts({ ...closed, submittedAt: at('11-20 17:00') }), at('12-04 09:00')).counted).toMatchObject({
      ended: { month: '2026-12', as: 'inTime' },
      overdue: null,
    })
    expect(countMatter(calendar, facts({ ...closed, submittedAt: at('12-02 17:00') }), at('12-04 09:00')).counted).toMatchObject({
      ended: { month: '2026-12', as: 'late' },
      overdue: { from: '2026-11', until: '2026-12' },
    })
    expect(countMatter(calendar, facts({ state: 'submitted', submittedAt: at('11-20 17:00') }), at('12-04 09:00'))).toMatchObject({
      counted: { ended: null, overdue: null },
      changesAt: null,
    })
  })

  it('of what was cancelled leave it out of what is going on', () => {
    const { counted } = countMatter(calendar, facts({ state: 'cancelled', closedAt: at('11-02 10:00') }), at('12-04 09:00'))
    expect(counted).toMatchObject({ ended: { month: '2026-11', as: 'cancelled' }, overdue: null })
    const changes = new Map<string, FigureSums>()
    addCounted(changes, counted, 1)
    expect(changes.get('all|2026-11')).toEqual({ opened: 0, inTime: 0, late: 0, cancelled: 1, overdue: 0 })
    addCounted(changes, counted, -1)
    expect([...changes.values()].flatMap((sums) => Object.values(sums)).every((count) => count === 0)).toBe(true)
  })

  it('share to 100.0 at every step', () => {
    const count = fc.integer({ min: 0, max: 500 })
    fc.assert(
      fc.property(count, count, count, count, (inTime, late, goingInTime, overdue) => {
        const { closedRate, inTimeRate, shares } = ratesOf({
          opened: 0,
          closed: inTime + late,
          inTime,
          late,
          going: goingInTime + overdue,
          overdue,
        })
        if (inTime + late + goingInTime + overdue === 0) return shares === null && closedRate === null && inTimeRate === null
        if (shares === null || closedRate === null) return false
        const tenths = (figure: number): number => Math.round(figure * 10)
        const sum = tenths(shares.inTime) + tenths(shares.late) + tenths(shares.goingInTime) + tenths(shares.overdue)
        return sum === 1_000 && tenths(shares.inTime) + tenths(shares.late) === tenths(closedRate)
      }),
    )
    expect(ratesOf({ opened: 3, closed: 2, inTime: 1, late: 1, going: 1, overdue: 0 })).toEqual({
      closedRate: 66.7,
      inTimeRate: 50,
      shares: { inTime: 33.4, late: 33.3, goingInTime: 33.3, overdue: 0 },
    })
  })
})
