import { describe, expect, test } from 'vitest'
import { JobRun, Submission, SubmissionAuthor } from '../../../entities/index.ts'
import { insertRows } from '../../../entities/insert-rows.ts'
import { remindOfQuotas } from '../../../jobs/remind-quotas.ts'
import { judgeQuotas, parsePointsRules } from '../../../rules/points/index.ts'
import { createCalendar } from '../../../rules/calendar/index.ts'
import { defaultSettings } from '../../../rules/office-settings.ts'
import { openMatter } from '../../../use-cases/matters/open-matter.ts'
import { quotaSlotsOf } from '../../../use-cases/quotas/quota-slots.ts'
import { readTallies } from '../../../use-cases/statistics/read-tallies.ts'
import { recordAdoption } from '../../../use-cases/adoptions/record-adoption.ts'
import { readQuotas, readQuotasSchema } from '../../../use-cases/quotas/read-quotas.ts'
import { recordQueries } from '../../support/count-queries.ts'
import { openScene, type Scene, type SceneOptions } from '../../support/scene.ts'
import { scenePlan } from '../../support/scene-office.ts'

const open = (options: SceneOptions = {}) => openScene({ startsAt: '2026-11-16T09:30', ...options })
const reports = async (scene: Scene, from: string, count: number) => {
  for (let at = 1; at <= count; at += 1) await scene.actor(from).says(`#信息 ${from}第${at}条检查情况\n在江南街道检查${at}处。`)
}
/** What each officer was told about tasks, by name. */
const reminded = (scene: Scene) =>
  Object.fromEntries(
    ['孙磊', '刘洋', '黄蓉', '赵七', '宋歌', '赵刚', '马勇', '李四', '文清']
      .map(
        (name) =>
          [
            name,
            scene
              .actor(name)
              .heard()
              .filter((text) => text.includes('任务提醒')),
          ] as const,
      )
      .filter(([, texts]) => texts.length > 0),
  )

describe('reminders of tasks', () => {
  test('tell officers who are short, in private, on the 20th and the 25th at the hour of reminders', async () => {
    const scene = await open()
    await reports(scene, '孙磊', 3)
    await reports(scene, '刘洋', 2)
    await scene.clock.reaches('2026-11-20T08:59')
    expect(reminded(scene)).toEqual({})
    scene.group.heard()
    await scene.clock.reaches('2026-11-20T09:05')
    const told = reminded(scene)
    expect(Object.keys(told)).toEqual(['孙磊', '黄蓉', '赵七', '宋歌'])
    expect(told['孙磊']).toEqual([expect.stringContaining('任务5条,已完成3条,还差2条,截至11月30日(周一)')])
    await reports(scene, '孙磊', 2)
    await scene.clock.reaches('2026-11-25T09:05')
    expect(Object.keys(reminded(scene))).toEqual(['黄蓉', '赵七', '宋歌'])
    await scene.clock.reaches('2026-11-30T18:00')
    expect(reminded(scene)).toEqual({})
    expect(scene.group.heard().join('\n')).not.toMatch(/任务提醒|还差/u)
  })

  test('once for a slot whatever processes and restarts do, and what was missed is made up for within the month', async () => {
    const scene = await open()
    await reports(scene, '李四', 1)
    const at = (local: string) => {
      const now = Date.parse(`${local}:00+08:00`)
      return { ...scene.stage, clocks: { office: () => now, machine: () => now } }
    }
    const late = at('2026-11-23T15:00')
    await Promise.all([remindOfQuotas.run(late), remindOfQuotas.run(late), remindOfQuotas.run(late)])
    await remindOfQuotas.run(at('2026-11-24T10:00'))
    const runs = await scene.zhou.does((ctx) => ctx.tx.findBy(JobRun, { job: 'remind-quotas' }))
    expect(runs.map(({ scheduledFor }) => new Date(scheduledFor).toISOString())).toEqual(['2026-11-20T01:00:00.000Z'])
    const messages = await scene.zhou.does((ctx) =>
      ctx.tx.query<{ member_id: string | null; group_id: string | null }[]>(
        "SELECT member_id, group_id FROM outbound_messages WHERE dedupe_key LIKE 'quota:%'",
      ),
    )
    expect(messages).toHaveLength(5)
    expect(messages.every(({ member_id: member, group_id: group }) => member !== null && group === null)).toBe(true)
    // December has begun: what November missed is not said any more.
    await remindOfQuotas.run(at('2026-12-02T10:00'))
    expect(await scene.zhou.does((ctx) => ctx.tx.countBy(JobRun, { job: 'remind-quotas' }))).toBe(1)
  })

  test('what the rules say goes before the settings; who is snoozed hears it later', async () => {
    const rules = [
      {
        validFrom: '2026-01-01',
        name: '办法',
        quotas: [{ for: 'officer', officerClass: 'full_time', per: 'month', min: 1, label: '每月1条' }],
      },
    ]
    const scene = await open({ plan: { ...scenePlan, pointsRules: rules } })
    await reports(scene, '孙磊', 1)
    await scene.actor('赵七').whispers('#静默 11月24日9点')
    await scene.clock.reaches('2026-11-20T09:05')
    const told = reminded(scene)
    expect(Object.keys(told)).toEqual(['黄蓉', '宋歌'])
    expect(told['黄蓉']).toEqual([expect.stringContaining('每月1条 任务1条,已完成0条')])
    await scene.clock.reaches('2026-11-24T09:30')
    expect(Object.keys(reminded(scene))).toEqual(['赵七'])
  })

  test.each([
    // A Sunday, and a Sunday.
    [2026, 12, ['2026-12-21', '2026-12-25']],
    // A working Sunday before the National Day; then the holiday of the Mid-Autumn Festival.
    [2026, 9, ['2026-09-20', '2026-09-28']],
    [2026, 10, ['2026-10-20', '2026-10-26']],
  ])('fall on working days of %i-%i', (year, month, days) => {
    const settings = defaultSettings()
    const calendar = createCalendar(settings)
    const slots = quotaSlotsOf(calendar, settings, year, month).map((slot) => calendar.dayOf(slot))
    for (const day of slots) expect(calendar.isWorkingDay(day)).toBe(true)
    expect(slots).toEqual(days)
  })

  test('a day that would fall into the next month is the last working day of this one', () => {
    const settings = defaultSettings()
    settings.submissions.quotaReminderDays = [28]
    settings.calendarOverrides = { holidays: ['2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01'], workdays: [] }
    const calendar = createCalendar(settings)
    expect(quotaSlotsOf(calendar, settings, 2026, 2).map((slot) => calendar.dayOf(slot))).toEqual(['2026-02-24'])
  })
})

describe('progress', () => {
  test('of officers and units, uncapped, to who may see it', async () => {
    const rules = [{ validFrom: '2026-01-01', name: '办法', quotas: [{ id: 'u', label: '单位任务', per: 'month', min: 2 }] }]
    const scene = await open({ plan: { ...scenePlan, pointsRules: rules } })
    await reports(scene, '孙磊', 3)
    const read = (name: string, input: object = {}) =>
      scene
        .actor(name)
        .does(async (ctx) =>
          (await readQuotas(ctx, readQuotasSchema.parse(input))).map(({ kind, who, done, required, percent }) => [
            kind,
            who.name,
            done,
            required,
            percent,
          ]),
        )
    expect(await read('孙磊')).toEqual([
      ['unit', '消防救援支队', 3, 2, 150],
      ['officer', '孙磊', 3, 5, 60],
    ])
    expect(await read('李四')).toEqual([])
    const all = await read('文清', { kind: 'officer' })
    expect(all).toContainEqual(['officer', '刘洋', 0, 2, 0])
    expect(all).toHaveLength(5)
    expect(await read('文清', { kind: 'unit', unitId: scene.office.laid.units.find(({ code }) => code === 'XF')!.id })).toHaveLength(1)
    expect(await read('文清', { kind: 'unit', year: '2026' })).toHaveLength(9 * 11)
    expect(await read('文清', { on: '2027-03-01' })).toEqual([])
    expect(() => readQuotasSchema.parse({ on: '2026-02-30' })).toThrow('没有这一天')
  })

  test('191 points of a task of 159 are 120 %', () => {
    const rules = parsePointsRules([
      { validFrom: '2026-01-01', name: '办法', quotas: [{ id: '年度', per: 'year', count: 'points', minFor: { GX: 159 } }] },
    ])
    const entry = {
      key: 'a',
      kind: 'adoption' as const,
      on: '2026-06-01',
      month: '2026-06',
      unitId: 'gx',
      memberId: null,
      itemId: null,
      sourceId: null,
      category: null,
      ruleSet: '2026-01-01',
      ruleId: 'r',
      points: 19_100,
      note: '',
    }
    const [judged] = judgeQuotas(rules, [{ kind: 'unit', id: 'gx', unitCode: 'GX', unitClass: '县', tallies: [], entries: [entry] }], {
      year: 2026,
      through: '2026-12-31',
    })
    expect(Math.round(judged!.percent!)).toBe(120)
    expect(judged).toMatchObject({ required: 15_900, done: 19_100, isMet: true, missing: 0 })
  })

  test('an item of two authors of one unit is one of the unit and one of each', async () => {
    const rules = [{ validFrom: '2026-01-01', name: '办法', quotas: [{ id: 'u', per: 'month', min: 2 }] }]
    const scene = await open({ plan: { ...scenePlan, pointsRules: rules } })
    const xf = scene.office.laid.units.find(({ code }) => code === 'XF')!.id
    await scene.sun.does(async (ctx) => {
      const { matter } = await openMatter(ctx, {
        kind: 'submission',
        title: '两人合写',
        body: '',
        urgency: 'normal',
        dueAt: null,
        dueText: null,
        groupId: null,
        unitId: xf,
        issuerId: scene.sun.id,
        parties: [],
        opening: 'submit',
      })
      await insertRows(ctx.tx, Submission, [
        {
          matterId: matter.id,
          category: 'news',
          tone: 'positive',
          authorId: scene.sun.id,
          unitId: xf,
          callId: null,
          version: 1,
          reportedAt: ctx.now,
          reportedOn: '2026-11-16',
          reportMonth: '2026-11',
          mergedIntoId: null,
          sentUpAt: null,
          sentUpTo: null,
          fingerprint: null,
          recountAt: ctx.now,
          counted: null,
        },
      ])
      await insertRows(
        ctx.tx,
        SubmissionAuthor,
        [scene.sun.id, scene.li.id].map((memberId, at) => ({
          id: ctx.newId(),
          matterId: matter.id,
          memberId,
          unitId: xf,
          position: at + 1,
          reportedOn: '2026-11-16',
        })),
      )
    })
    const lines = await scene.sun.does((ctx) => readQuotas(ctx, readQuotasSchema.parse({})))
    expect(lines.map(({ kind, done }) => [kind, done])).toEqual([
      ['unit', 1],
      ['officer', 1],
    ])
  })
})

test('an office that keeps no information line is reminded of nothing', async () => {
  const scene = await open()
  await scene.clock.reaches('2026-11-20T09:05')
  expect(reminded(scene)).toEqual({})
})

test('what many did is counted as what few did', async () => {
  const scene = await open()
  await reports(scene, '孙磊', 3)
  await reports(scene, '刘洋', 1)
  await scene.zhao.says('#同意 128')
  await scene.actor('文清').does((ctx) =>
    recordAdoption(ctx, {
      number: 128,
      event: 'adopt',
      level: 'province',
      publication: '每日要情',
      form: null,
      enteredScore: null,
      day: '2026-11-16',
    }),
  )
  const strangers = Array.from({ length: 40 }, (_, at) => String(at).padStart(26, '0'))
  for (const [by, ids] of [
    ['officer', [scene.sun.id, scene.actor('刘洋').id]],
    ['unit', scene.office.laid.units.filter(({ code }) => code === 'XF' || code === 'CG').map(({ id }) => id)],
  ] as const)
    for (const weekly of [false, true]) {
      const read = (asked: readonly string[]) =>
        scene.zhou.does((ctx) => readTallies(ctx, { by, from: '2026-11-01', to: '2026-11-30', weekly, ids: asked }))
      const [few, many] = [await read(ids), await read([...ids, ...strangers])]
      const sorted = (tallies: typeof few) => ids.map((id) => (tallies.get(id) ?? []).map((tally) => JSON.stringify(tally)).toSorted())
      expect(sorted(many)).toEqual(sorted(few))
      expect(
        few
          .get(ids[0])
          ?.map(({ what, count }) => `${what} ${count}`)
          .toSorted(),
      ).toEqual(['adopted 1', 'adoptions 1', 'reported 3'])
    }
})

test('progress is the same by the items and, once they are counted, by the counters', async () => {
  const quotas = [
    { id: 'reported', per: 'month', min: 3 },
    { id: 'adopted', per: 'quarter', min: 2, count: 'adopted' },
    { id: 'points', per: 'year', min: 20, count: 'points' },
  ]
  const rules = [{ validFrom: '2026-01-01', name: '办法', reporting: [{ points: 1 }], adoption: [{ points: 3 }], quotas }]
  const scene = await open({ plan: { ...scenePlan, pointsRules: rules } })
  await reports(scene, '孙磊', 2)
  await scene.zhao.says('#同意 128')
  await scene.clock.passes('1m')
  await reports(scene, '刘洋', 1)
  const adopted = {
    number: 128,
    event: 'adopt',
    level: 'province',
    publication: '每日要情',
    form: null,
    enteredScore: null,
    day: '2026-11-16',
  }
  await scene.actor('文清').does((ctx) => recordAdoption(ctx, adopted))
  const progress = async () => {
    const read = () => scene.zhou.does((ctx) => readQuotas(ctx, readQuotasSchema.parse({})))
    const { queries, result } = await recordQueries(scene.stage.runner.dataSource, read)
    return { byCounters: queries.some(({ sql }) => sql.includes('figures')), lines: result }
  }
  const byItems = await progress()
  await scene.clock.passes('1m')
  const counted = await progress()
  expect([byItems.byCounters, counted.byCounters]).toEqual([false, true])
  const withoutPoints = (lines: typeof counted.lines) => lines.filter(({ measure }) => measure === 'item')
  expect(withoutPoints(counted.lines)).toEqual(withoutPoints(byItems.lines))
  expect(counted.lines.filter(({ done }) => done > 0).map(({ kind, label, done }) => `${kind} ${label} ${done}`)).toEqual([
    'unit reported 1',
    'unit points 100',
    'unit reported 2',
    'unit adopted 1',
    'unit points 500',
    'officer 每月报送 2',
    'officer 每月报送 1',
  ])
})
