import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../rules/problems.ts'
import {
  diffEntries,
  parsePointsRules,
  rankUnits,
  scoreItem,
  scorePeriods,
  type ItemFacts,
  type PointEntry,
  type RuleSet,
} from '../../../rules/points/index.ts'
import { rules, year } from './points-case.ts'

const day = fc.integer({ min: 0, max: 364 }).map((offset) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10))
const levels = ['county', 'city', 'province']
const publications = ['甲刊', '乙刊']
const forms = ['brief', 'single']
const classes = ['一类', '二类']
const unitIds = ['u1', 'u2', 'u3']

const itemsOf: fc.Arbitrary<ItemFacts> = fc.record({
  id: fc.uuid(),
  reportedOn: day,
  tone: fc.constantFrom('positive' as const, 'problem' as const),
  category: fc.constantFrom('动态', '调研'),
  form: fc.constantFrom(...forms, null),
  units: fc
    .uniqueArray(
      fc.record({
        unitId: fc.constantFrom(...unitIds),
        unitClass: fc.constantFrom(...classes),
        isLead: fc.constant(false),
        memberIds: fc.uniqueArray(fc.constantFrom('m1', 'm2', 'm3'), { maxLength: 3 }),
      }),
      { selector: ({ unitId }) => unitId, minLength: 1, maxLength: 3 },
    )
    .map((units) => units.map((unit, at) => ({ ...unit, isLead: at === 0 }))),
  adoptions: fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 99 }).map(String),
      event: fc.constantFrom('adopt', 'forward', 'share'),
      level: fc.constantFrom(...levels),
      publication: fc.constantFrom(...publications, null),
      form: fc.constantFrom(...forms, null),
      on: day,
      enteredScore: fc.option(fc.integer({ min: 0, max: 5_000 }), { nil: null }),
    }),
    { selector: ({ id }) => id, maxLength: 6 },
  ),
  instructions: fc.uniqueArray(
    fc.record({ id: fc.integer({ min: 100, max: 199 }).map(String), leaderLevel: fc.constantFrom('city', 'province'), on: day }),
    { selector: ({ id }) => id, maxLength: 4 },
  ),
  call: fc.option(fc.record({ id: fc.constant('c'), late: fc.boolean() }), { nil: null }),
})

const points = fc.integer({ min: 0, max: 3_000 }).map((hundredths) => hundredths / 100)
const share = fc.constantFrom('split_evenly', 'full', { fixed: 1.5 }, { lead: 60, others: 40 }, { lead: 100, others: 50, each: true })

const setsOf: fc.Arbitrary<RuleSet[]> = fc
  .record({
    instructionPoints: fc.boolean(),
    authors: fc.constantFrom('first', 'split_evenly', 'none'),
    jointReport: share,
    multiPublication: fc.constantFrom('sum', 'max', 'no_repeat', { mode: 'no_repeat', keep: 'first' }, { mode: 'max', same: 'level' }),
    multiInstruction: fc.constantFrom('sum', 'max'),
    itemCap: fc.option(points, { nil: undefined }),
    figures: fc.array(points, { minLength: 6, maxLength: 6 }),
    mode: fc.constantFrom('add', 'set', 'raise'),
    per: fc.constantFrom('item', 'publication', 'instruction'),
    untilUsed: fc.boolean(),
  })
  .map(({ figures: [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0], mode, per, untilUsed, ...set }) =>
    rules({
      ...set,
      reporting: [{ points: a, untilUsed }],
      adoption: [
        { points: b },
        { level: 'city', points: c },
        { level: 'province', of: 'entered', times: 2 },
        { event: 'forward', priority: 1, of: { best: { event: 'adopt' }, otherwise: d }, times: 0.5 },
      ],
      multipliers: [{ tone: 'problem', times: 1.5 }],
      instruction: [
        { leader: 'city', points: e, mode, per },
        { leader: 'province', points: f, mode, per },
      ],
    }),
  )

const shuffled = <Row>(rows: readonly Row[], seed: number): Row[] =>
  rows
    .map((row, at) => ({ row, rank: ((at + 1) * 7_919 + seed * 104_729) % 1_009 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ row }) => row)

const byKey = (entries: readonly PointEntry[]): PointEntry[] => entries.toSorted((a, b) => (a.key < b.key ? -1 : 1))
const sum = (entries: readonly PointEntry[]): number => entries.reduce((all, entry) => all + entry.points, 0)

describe('whatever the rules and facts', () => {
  it('points do not depend on the order in which things are listed, and scoring again changes nothing', () => {
    fc.assert(
      fc.property(setsOf, itemsOf, fc.nat(1000), (sets, facts, seed) => {
        const entries = scoreItem(sets, facts)
        const other = {
          ...facts,
          units: shuffled(facts.units, seed),
          adoptions: shuffled(facts.adoptions, seed),
          instructions: shuffled(facts.instructions, seed),
        }
        expect(byKey(scoreItem(sets, other))).toEqual(byKey(entries))
        expect(diffEntries(entries, scoreItem(parsePointsRules(JSON.parse(JSON.stringify(sets))), other))).toEqual({
          added: [],
          changed: [],
          removed: [],
        })
      }),
    )
  })

  it('every line has a key of its own, whole hundredths and its own day', () => {
    fc.assert(
      fc.property(setsOf, itemsOf, (sets, facts) => {
        const entries = scoreItem(sets, facts)
        expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length)
        for (const entry of entries) {
          expect(Number.isSafeInteger(entry.points)).toBe(true)
          expect(Object.is(entry.points, -0)).toBe(false)
          expect(entry.month).toBe(entry.on.slice(0, 7))
          expect(facts.units.map(({ unitId }) => unitId)).toContain(entry.unitId)
        }
      }),
    )
  })

  it('a joint report that is split wins exactly what it would win alone', () => {
    fc.assert(
      fc.property(
        points,
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('split_evenly', { lead: 60, others: 40 }),
        (figure, count, jointReport) => {
          const units = Array.from({ length: count }, (_, at) => ({ unitId: `u${at}`, unitClass: '', memberIds: [] }))
          const facts: ItemFacts = {
            id: 'i',
            reportedOn: '2026-01-01',
            tone: 'positive',
            category: '',
            units,
            adoptions: [{ id: 'a', event: 'adopt', level: 'city', on: '2026-02-02' }],
            instructions: [],
            call: null,
          }
          expect(sum(scoreItem(rules({ jointReport, adoption: [{ points: figure }] }), facts))).toBe(Math.round(figure * 100))
        },
      ),
    )
  })

  it('sharing points among authors leaves the total of the unit as it was', () => {
    fc.assert(
      fc.property(setsOf, itemsOf, ([set], facts) => {
        const totals = (['first', 'split_evenly', 'none'] as const).map((authors) => sum(scoreItem([{ ...set!, authors }], facts)))
        expect(new Set(totals).size).toBe(1)
      }),
    )
  })

  it('what a month came to does not change by what is used later', () => {
    fc.assert(
      fc.property(setsOf, itemsOf, day, ([set], facts, until) => {
        // `set` and `best` look at the whole item by their nature.
        const sets = [{ ...set!, instruction: [], adoption: set!.adoption.filter(({ event }) => event === undefined) }]
        const known = {
          ...facts,
          instructions: [],
          adoptions: facts.adoptions.filter(({ on, event }) => on <= until || event === 'forward'),
        }
        const upTo = (entries: PointEntry[]): PointEntry[] =>
          byKey(entries.filter(({ month, on }) => month < until.slice(0, 7) && on <= until))
        expect(
          upTo(
            scoreItem(sets, {
              ...known,
              adoptions: [...known.adoptions, ...facts.adoptions.filter((one) => !known.adoptions.includes(one))],
            }),
          ),
        ).toEqual(upTo(scoreItem(sets, known)))
      }),
    )
  })
})

describe('whatever a unit did in a year', () => {
  const entriesOf = fc.array(fc.record({ on: day, points: fc.integer({ min: -2_000, max: 5_000 }) }), { maxLength: 30 }).map((lines) =>
    lines.map(({ on, points }, at): PointEntry => ({
      key: `k${at}`,
      kind: at % 2 === 0 ? 'adoption' : 'report',
      on,
      month: on.slice(0, 7),
      unitId: '水务局',
      memberId: null,
      itemId: `i${at}`,
      sourceId: null,
      category: null,
      ruleSet: '2026-01-01',
      ruleId: 'r',
      points,
      note: '',
    })),
  )
  const incidentsOf = fc.uniqueArray(
    fc.record({ id: fc.integer({ min: 1, max: 99 }).map(String), kind: fc.constantFrom('late', 'missed'), on: day }),
    { selector: ({ id }) => id, maxLength: 6 },
  )
  const limits = fc
    .tuple(fc.integer({ min: -50, max: 30 }), fc.integer({ min: 0, max: 60 }))
    .map(([floor, above]) => ({ floor, cap: floor + above }))

  it('cap and floor hold after every month that has begun', () => {
    fc.assert(
      fc.property(
        entriesOf,
        incidentsOf,
        limits,
        day,
        fc.constantFrom('month', 'quarter', 'half', 'year'),
        (entries, incidents, limit, through, per) => {
          const sets = rules({ incidents: [{ points: -3.5 }], bounds: [{ per, ...limit }] })
          const all = [...entries, ...scorePeriods(sets, year({ entries, incidents, through }))]
          const length = { month: 1, quarter: 3, half: 6, year: 12 }[per] ?? 12
          for (let month = 1; month <= Number(through.slice(5, 7)); month++) {
            const first = month - ((month - 1) % length)
            const standing = sum(all.filter((entry) => Number(entry.month.slice(5)) >= first && Number(entry.month.slice(5)) <= month))
            expect(standing).toBeGreaterThanOrEqual(limit.floor * 100)
            expect(standing).toBeLessThanOrEqual(limit.cap * 100)
          }
        },
      ),
    )
  })

  it('two missed calls leave exactly nothing, and order and repetition change nothing', () => {
    fc.assert(
      fc.property(entriesOf, incidentsOf, fc.nat(1000), (entries, incidents, seed) => {
        const sets = rules({
          incidents: [{ incident: 'late', points: -1 }],
          periods: [{ per: 'month', points: 1 }],
          bounds: [{ per: 'year', cap: 100 }],
          zero: [{ incident: 'missed', times: 2, per: 'year' }],
        })
        const facts = year({ entries, incidents })
        const lines = scorePeriods(sets, facts)
        expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length)
        const isZero = incidents.filter(({ kind }) => kind === 'missed').length >= 2
        expect(isZero ? sum([...entries, ...lines]) : 0).toBe(0)
        const again = scorePeriods(sets, { ...facts, entries: shuffled(entries, seed), incidents: shuffled(incidents, seed) })
        expect(byKey(again)).toEqual(byKey(lines))
      }),
    )
  })

  it('lines of months that are over stay as they are when more months pass', () => {
    fc.assert(
      fc.property(entriesOf, incidentsOf, fc.integer({ min: 1, max: 11 }), (entries, incidents, month) => {
        const sets = rules({
          incidents: [{ points: -2 }],
          periods: [{ per: 'month', points: 1 }],
          bounds: [{ per: 'quarter', cap: 20, floor: 0 }],
          zero: [{ incident: 'missed', times: 2, per: 'half' }],
        })
        const end = new Date(Date.UTC(2026, month, 0)).toISOString().slice(0, 10)
        const then = scorePeriods(sets, {
          ...year({ through: end }),
          entries: entries.filter(({ on }) => on <= end),
          incidents: incidents.filter(({ on }) => on <= end),
        })
        const now = scorePeriods(sets, year({ entries, incidents })).filter(({ on }) => on <= end)
        expect(byKey(now)).toEqual(byKey(then))
      }),
    )
  })
})

describe('rules that were accepted', () => {
  const some = (values: readonly string[]): fc.Arbitrary<unknown> =>
    fc.oneof(
      fc.constant(undefined),
      fc.constantFrom(...values),
      fc.subarray([...values], { minLength: 1 }),
      fc.subarray([...values], { minLength: 1 }).map((not) => ({ not })),
    )
  const rule = fc.record({ level: some(levels), publication: some(publications), form: some(forms), priority: fc.constantFrom(0, 0, 0, 1) })
  const values = (pattern: unknown, all: readonly string[]): Set<string> => {
    if (pattern === undefined) return new Set([...all, '?'])
    if (typeof pattern === 'string') return new Set([pattern])
    if (Array.isArray(pattern)) return new Set(pattern as string[])
    const { not } = pattern as { not: string[] }
    return new Set([...all, '?'].filter((value) => !not.includes(value)))
  }

  it('never leave the facts undecided: one of those that apply lies within all others of its priority', () => {
    let accepted = 0
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), (list) => {
        const adoption = list.map((one, at) => ({ ...one, id: `r${at}`, points: at + 1 }))
        let sets: RuleSet[]
        try {
          sets = rules({ adoption })
        } catch (problem) {
          expect(problem).toBeInstanceOf(Problem)
          return
        }
        accepted++
        for (const level of [...levels, '?'])
          for (const publication of [...publications, '?'])
            for (const form of [...forms, '?']) {
              const fits = adoption.filter(
                (one) =>
                  values(one.level, levels).has(level) &&
                  values(one.publication, publications).has(publication) &&
                  values(one.form, forms).has(form),
              )
              const best = fits.filter(({ priority }) => priority === Math.max(...fits.map((one) => one.priority)))
              const isIn = (inner: unknown, outer: unknown, all: readonly string[]): boolean =>
                [...values(inner, all)].every((value) => values(outer, all).has(value))
              const within = best.filter((one) =>
                best.every(
                  (other) =>
                    isIn(one.level, other.level, levels) &&
                    isIn(one.publication, other.publication, publications) &&
                    isIn(one.form, other.form, forms),
                ),
              )
              if (best.length > 0) expect(within).toHaveLength(1)
              const facts: ItemFacts = {
                id: 'i',
                reportedOn: '2026-01-01',
                tone: 'positive',
                category: '',
                units: [{ unitId: 'u', unitClass: '', memberIds: [] }],
                adoptions: [{ id: 'a', event: 'adopt', level, publication, form, on: '2026-02-02' }],
                instructions: [],
                call: null,
              }
              expect(scoreItem(sets, facts)[0]?.ruleId).toBe(within[0]?.id ?? 'none')
            }
      }),
      { numRuns: 300 },
    )
    expect(accepted).toBeGreaterThan(40)
  })

  it('give places that fit the points: nobody with more stands behind', () => {
    const rows = fc.array(
      fc.record({
        unitId: fc.uuid(),
        unitClass: fc.constantFrom(...classes),
        points: fc.integer({ min: -50, max: 50 }),
        reported: fc.nat(3),
      }),
    )
    fc.assert(
      fc.property(rows, (units) => {
        for (const { rows: table, top, bottom } of rankUnits(units, { ranking: true, top: 3, bottom: 3 })) {
          for (const row of table) expect(row.place).toBe(1 + table.filter((other) => other.points > row.points).length)
          expect(top.filter((row) => bottom.includes(row))).toEqual([])
        }
      }),
    )
  })
})
