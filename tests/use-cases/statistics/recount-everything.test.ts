import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settleFigures } from '../../../jobs/count-items.ts'
import { Figure, PointEntry } from '../../../entities/index.ts'
import { recordInstruction } from '../../../use-cases/adoptions/record-instruction.ts'
import { revokeAdoption } from '../../../use-cases/adoptions/revoke-adoption.ts'
import { createIssue } from '../../../use-cases/issues/create-issue.ts'
import { passIssue } from '../../../use-cases/issues/pass-issue.ts'
import { publishIssue } from '../../../use-cases/issues/publish-issue.ts'
import { signIssue } from '../../../use-cases/issues/sign-issue.ts'
import { withdrawIssue } from '../../../use-cases/issues/withdraw-issue.ts'
import { readPublication } from '../../../use-cases/publications/find-publication.ts'
import { changePointsRules, switchRanking } from '../../../use-cases/points/change-points-rules.ts'
import { recordPointIncident, revokePointIncident } from '../../../use-cases/points/point-incidents.ts'
import type { InTransaction } from '../../../use-cases/in-transaction.ts'
import { recountEverything } from '../../../use-cases/statistics/recount-everything.ts'
import { Problem } from '../../../rules/problems.ts'
import { bulletinRules, openBulletinScene, type BulletinScene } from '../../support/bulletin-scene.ts'
import { scenePlan } from '../../support/scene-office.ts'
import type { OfficePlan } from '../../../use-cases/office/office-plan.ts'

/** One thing that somebody does; `a` and `b` choose what it is done to. */
type Act = (scene: BulletinScene, a: number, b: number) => Promise<unknown>

const authors = ['孙磊', '刘洋', '赵七', '黄蓉']
const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(all.length, 1)]

const submissions = (scene: BulletinScene, states: string): Promise<{ number: number; id: string }[]> =>
  scene.runner.read((tx) => tx.query(`SELECT number, id FROM matters WHERE kind = 'submission' AND state IN (${states}) ORDER BY number`))
const withEditors = "'open', 'signing', 'signed', 'closed'"

let told = 0
const acts: Record<string, Act> = {
  report: (scene, a) => scene.actor(authors[a % 4]!).says(`#信息 第${(told += 1)}次检查\n11月23日,在江南街道检查${told}处。`),
  problem: (scene, a) => scene.actor(authors[a % 4]!).whispers(`#报忧 第${(told += 1)}处爆裂\n11月23日,江南街道供暖管道第${told}次爆裂。`),
  call: (scene) => scene.wen.says('#约稿 冬季经验做法,每篇1500字以内,11月27日前,@消防救援支队 @城管局'),
  deliver: async (scene, a) => {
    const calls = await scene.runner.read((tx) =>
      tx.query<{ number: number }[]>("SELECT number FROM matters WHERE kind = 'call' ORDER BY number"),
    )
    const call = pick(calls, a)
    if (call) await scene.actor(authors[a % 2]!).says(`#报送 ${call.number} 第${(told += 1)}条做法\n11月以来,在江南街道整治${told}处。`)
  },
  moveCall: async (scene, a) => {
    const calls = await scene.runner.read((tx) =>
      tx.query<{ number: number }[]>("SELECT number FROM matters WHERE kind = 'call' AND state = 'open' ORDER BY number"),
    )
    const call = pick(calls, a)
    if (call) await scene.wen.says(`#时限 ${call.number} ${a % 2 === 0 ? '12月20日' : '11月30日'}`)
  },
  approve: async (scene, a) => {
    const one = pick(await submissions(scene, "'submitted'"), a)
    if (one) for (const head of ['赵刚', '马勇', '陈六']) await scene.actor(head).says(`#同意 ${one.number}`)
  },
  merge: async (scene, a, b) => {
    const all = await submissions(scene, "'open'")
    const [one, two] = [pick(all, a), pick(all, b)]
    if (one && two && one !== two) await scene.wen.says(`#合并 ${one.number} ${two.number} 第${(told += 1)}期综合`)
  },
  cancel: async (scene, a) => {
    const one = pick(await submissions(scene, "'submitted', 'open', 'signing'"), a)
    if (one) await scene.wen.says(`#撤销 ${one.number} 不报了`)
  },
  undo: (scene) => scene.wen.says('#撤回'),
  undoReport: (scene, a) => scene.actor(authors[a % 4]!).says('#撤回'),
  adopt: async (scene, a, b) => {
    const one = pick(await submissions(scene, withEditors), a)
    if (one) await scene.adopts(one.number, b % 2 === 0 ? 'city' : 'province', `刊${b % 3}`, '2026-11-23')
  },
  revoke: async (scene, a) => {
    const rows = await scene.runner.read((tx) =>
      tx.query<{ number: number; id: string }[]>(
        'SELECT m.number, a.id FROM adoptions AS a INNER JOIN matters AS m ON m.id = a.submission_id WHERE a.revoked_at IS NULL ORDER BY a.id',
      ),
    )
    const one = pick(rows, a)
    if (one) await scene.wen.does((ctx) => revokeAdoption(ctx, one))
  },
  instruct: async (scene, a, b) => {
    const one = pick(await submissions(scene, withEditors), a)
    if (one)
      await scene.wen.does((ctx) =>
        recordInstruction(ctx, {
          number: one.number,
          leaderLevel: 'city',
          leader: `领导${b % 2}`,
          text: '阅',
          day: '2026-11-23',
          publication: null,
        }),
      )
  },
  instructMatter: async (scene, a) => {
    const one = pick(await submissions(scene, withEditors), a)
    if (one) await scene.wang.whispers(`#批示 ${one.number} 请消防救援支队牵头,12月5日前报办理情况`)
  },
  cancelInstruction: async (scene, a) => {
    const rows = await scene.runner.read((tx) =>
      tx.query<{ number: number }[]>("SELECT number FROM matters WHERE kind = 'instruction' AND state = 'open' ORDER BY number"),
    )
    const one = pick(rows, a)
    if (one) await scene.wang.whispers(`#撤销 ${one.number} 重复`)
  },
  publish: async (scene, a) => {
    const one = pick(await submissions(scene, "'open'"), a)
    if (!one) return
    await scene.wen.does(async (ctx) => {
      const { publication } = await readPublication(ctx, '政务信息')
      const { matter } = await createIssue(ctx, {
        publicationId: publication.id,
        items: [{ number: one.number }],
        supplement: false,
        editorNote: null,
      })
      await passIssue(ctx, { number: matter.number, text: '' })
      await signIssue(ctx, { number: matter.number, text: '' })
      await publishIssue(ctx, { number: matter.number })
    })
  },
  withdraw: async (scene, a) => {
    const rows = await scene.runner.read((tx) =>
      tx.query<{ number: number }[]>("SELECT number FROM matters WHERE kind = 'issue' AND state = 'closed' ORDER BY number"),
    )
    const one = pick(rows, a)
    if (one) await scene.wen.does((ctx) => withdrawIssue(ctx, { number: one.number, reason: '有误' }))
  },
  incident: (scene, a, b) =>
    scene.wen.does((ctx) =>
      recordPointIncident(ctx, {
        unitId: scene.unitId(b % 2 === 0 ? 'XF' : 'GA'),
        kind: a % 2 === 0 ? 'late' : 'false',
        reason: '迟报',
        day: `2026-11-${10 + (a % 10)}`,
      }),
    ),
  revokeIncident: async (scene, a) => {
    const one = pick(
      await scene.runner.read((tx) => tx.query<{ id: string }[]>('SELECT id FROM point_incidents WHERE revoked_at IS NULL ORDER BY id')),
      a,
    )
    if (one) await scene.wen.does((ctx) => revokePointIncident(ctx, one.id, { reason: '登记错了' }))
  },
  rules: (scene, a) =>
    scene.wen.does((ctx) =>
      changePointsRules(ctx, {
        rules: [{ ...bulletinRules[0], reporting: [{ points: 1 + (a % 3) }, { late: true, points: 0.5 }], instructionPoints: a % 2 === 0 }],
        reason: '试行',
      }),
    ),
  ranking: (scene, a) =>
    scene.zhou.does((ctx) => switchRanking(ctx, { ranking: a % 2 === 0, instructionPoints: a % 3 === 0, reason: '试行' })),
  category: async (scene, a) => {
    const one = pick(await submissions(scene, withEditors), a)
    if (one) await scene.wen.says(`#改类别 ${one.number} 经验`)
  },
  time: (scene) => scene.clock.passes('3h'),
  count: (scene) => settleFigures(scene.stage),
}

const open = () =>
  openBulletinScene({
    plan: { people: scenePlan.people, publications: [{ name: '政务信息', level: 'city', direction: 'downward' }] } as OfficePlan,
  })

/** A refusal is no fault. */
const quietly = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
}

test('whatever happens, ledger and figures are those that a count from nothing gives', async () => {
  const names = Object.keys(acts)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...names), fc.nat(30), fc.nat(30)), { minLength: 25, maxLength: 45 }),
      async (steps) => {
        const scene = await open()
        for (const name of ['report', 'problem', 'report', 'approve']) await acts[name]!(scene, told, 0)
        for (const [name, a, b] of steps) await quietly(() => acts[name]!(scene, a, b))
        await settleFigures(scene.stage)
        expect(await recountEverything(scene.wen.does)).toMatchObject({ figures: 0, lines: 0 })
      },
    ),
    { numRuns: 6 },
  )
}, 300_000)

const inRules = (scene: BulletinScene, change: Record<string, unknown>, validFrom = '2026-01-01') =>
  scene.wen.does((ctx) =>
    changePointsRules(ctx, {
      rules: [bulletinRules[0], { ...bulletinRules[0], ...change, validFrom }].filter(
        (set, at) => at === 1 || validFrom !== set?.validFrom,
      ),
      reason: '试行',
    }),
  )

test('a call whose limit was moved has other late deliveries', async () => {
  const scene = await open()
  await inRules(scene, { reporting: [{ points: 1 }, { late: true, points: 0.5 }] })
  await scene.wen.says('#约稿 冬季经验做法,每篇1500字以内,11月24日前,@消防救援支队 @城管局')
  await scene.clock.reaches('2026-11-25T10:00')
  await scene.sun.says('#报送 128 我支队推行“一楼一策”\n11月以来,在江南街道整治隐患12处。')
  await settleFigures(scene.stage)
  await scene.wen.says('#时限 128 12月20日')
  await settleFigures(scene.stage)
  expect(await recountEverything(scene.wen.does)).toMatchObject({ figures: 0, lines: 0 })
})

test('rules that change later than an item of long ago was used change its points as well', async () => {
  const scene = await open()
  await inRules(scene, { validFrom: '2025-01-01' }, '2025-01-01')
  await scene.reports('赵七', '应急局检查甲')
  await scene.wen.does(async (ctx) => {
    await ctx.tx.query("UPDATE submissions SET reported_on = '2025-08-01', report_month = '2025-08'")
    await ctx.tx.query("UPDATE submission_authors SET reported_on = '2025-08-01'")
  })
  await scene.adopts(128, 'province', '每日要情', '2026-11-23')
  await settleFigures(scene.stage)
  await inRules(scene, { adoption: [{ level: 'province', points: 20 }] }, '2026-11-01')
  await settleFigures(scene.stage)
  expect(await recountEverything(scene.wen.does)).toMatchObject({ figures: 0, lines: 0 })
})

test('a figure and a line that were falsified are put right, and it is said how many', async () => {
  const scene = await open()
  await scene.reports('孙磊', '消防支队检查甲')
  await settleFigures(scene.stage)
  await scene.wen.does(async (ctx) => {
    await ctx.tx.query("UPDATE figures SET reported = 7 WHERE dimension = 'office'")
    await ctx.tx.query('UPDATE point_entries SET points = 900')
  })
  expect(await recountEverything(scene.wen.does)).toEqual({ items: 1, figures: 1, lines: 1 })
  expect(await recountEverything(scene.wen.does)).toEqual({ items: 1, figures: 0, lines: 0 })
  const [line] = await scene.runner.read((tx) => tx.find(PointEntry))
  expect(line?.points).toBe(100)
  const office = await scene.runner.read((tx) => tx.findOneByOrFail(Figure, { dimension: 'office' }))
  expect(office).toMatchObject({ reported: 1, points: 100 })
})

test('a count that broke off half-way leaves nothing wrong, and the next one does the rest', async () => {
  const scene = await open()
  for (const each of ['甲', '乙', '丙']) await scene.reports('孙磊', `消防支队检查${each}`)
  await settleFigures(scene.stage)
  await scene.wen.does(async (ctx) => {
    await ctx.tx.query("UPDATE figures SET reported = 7 WHERE dimension = 'unit'")
    await ctx.tx.query('UPDATE point_entries SET points = 900')
  })
  let left = 5
  const breaksOff: InTransaction = async (work) => {
    if (left === 0) throw new Error('the process was ended')
    left -= 1
    return scene.wen.does(work)
  }
  await expect(recountEverything(breaksOff, { batch: 1 })).rejects.toThrow('ended')
  await settleFigures(scene.stage)
  expect((await recountEverything(scene.wen.does, { batch: 2 })).figures).toBeGreaterThan(0)
  expect(await recountEverything(scene.wen.does)).toEqual({ items: 3, figures: 0, lines: 0 })
  const lines = await scene.runner.read((tx) => tx.find(PointEntry))
  expect(lines.map(({ points }) => points)).toEqual([100, 100, 100])
  const unit = await scene.runner.read((tx) => tx.findOneByOrFail(Figure, { dimension: 'unit' }))
  expect(unit).toMatchObject({ reported: 3, points: 300 })
})

test('rules that judge no year any more leave no line of one behind', async () => {
  const scene = await open()
  await inRules(scene, { bounds: [{ id: '封顶', per: 'month', of: { kinds: ['report'] }, cap: 1 }], zero: [], periods: [], incidents: [] })
  for (const each of ['甲', '乙']) await scene.reports('孙磊', `消防支队检查${each}`)
  await settleFigures(scene.stage)
  const kinds = async () => (await scene.runner.read((tx) => tx.find(PointEntry))).map(({ kind }) => kind).toSorted()
  expect(await kinds()).toContain('bound')
  await inRules(scene, { bounds: [], zero: [], periods: [], incidents: [] })
  await settleFigures(scene.stage)
  expect(await kinds()).toEqual(['report', 'report'])
  expect(await recountEverything(scene.wen.does)).toMatchObject({ figures: 0, lines: 0 })
})
