import fc from 'fast-check'
import { IsNull, Not } from 'typeorm'
import { expect, test } from 'vitest'
import {
  Counter,
  Issue,
  IssueItem,
  Matter,
  MatterEvent,
  Publication,
  Signature,
  Submission,
  SubmissionVersion,
  Todo,
} from '../../../entities/index.ts'
import { lifecycles } from '../../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../../../use-cases/context.ts'
import { issueDigest, listItems } from '../../../use-cases/issues/list-items.ts'
import { submissionDigest } from '../../../use-cases/submissions/write-version.ts'
import { openPressScene, type PressScene } from '../../support/press-scene.ts'

/** Author, head, both editors, director, deputy, somebody else's officer, a stranger. */
const people = ['孙磊', '赵刚', '文清', '许静', '周正', '吴副', '赵七', '王五'] as const

/** What may be written about one or two numbers, sensible or not, and whose word it mostly is. */
const sayings: readonly (readonly [(typeof people)[number], (one: number, two: number, salt: number) => string])[] = [
  ['孙磊', (_one, _two, salt) => `#信息 第${salt}条消息\n11月23日,江南街道第${salt}次检查,发现隐患${salt}处。`],
  ['孙磊', (_one, _two, salt) => `#报忧 第${salt}个问题\n11月23日,第${salt}户停水。`],
  ['赵刚', (one) => `#同意 ${one}`],
  ['文清', (one) => `#同意 ${one}`],
  ['许静', (one) => `#退稿 ${one} 请补数据`],
  ['孙磊', (one, _two, salt) => `#补充 ${one} 另有${salt}处`],
  ['孙磊', (one) => `#重报 ${one}`],
  ['文清', (one) => `#接收 ${one}`],
  ['文清', (one, _two, salt) => `#改稿 ${one} 改后第${salt}条\n改后的第${salt}段正文。`],
  ['文清', (one, two, salt) => `#合并 ${one} ${two} 合并稿${salt}`],
  ['文清', (one, two, salt) => `#合并 ${one} ${two} 合并稿${salt}`],
  ['文清', (_one, two, salt) => `#合并 ${two} ${two - 1} 合并稿${salt}`],
  ['文清', (one, two) => `#留存 ${one} ${two}`],
  ['周正', (one) => `#签发 ${one}`],
  ['周正', (one) => `#签发 ${one}`],
  ['文清', (one) => `#上报 ${one} 省政府办公厅`],
  ['孙磊', (one) => `#撤销 ${one} 不报了`],
  ['孙磊', () => '#撤回'],
  ['文清', (one, two) => `#编发 《专报》 ${one} ${two}`],
  ['文清', (one) => `#编发 《情况反映》 ${one}`],
  ['文清', (one) => `#编发 《政务信息》 ${one}`],
  ['文清', (one) => `#送签 ${one}`],
  ['文清', (one) => `#送签 ${one}`],
  ['文清', (one, two) => `#撤下 ${one} ${two}`],
  ['文清', (one, two) => `#换新稿 ${one} ${two}`],
  ['文清', (one) => `#印发 ${one}`],
  ['文清', (one) => `#印发 ${one}`],
  ['文清', (one) => `#撤刊 ${one} 数据有误`],
  ['文清', (one) => `#采用 ${one} 省级《每日要情》`],
]

/** What usually follows one thing upon another, said without a pause. */
const journeys: readonly ((one: number) => [(typeof people)[number], string][])[] = [
  (one) => [
    ['文清', `#送签 ${one}`],
    ['周正', `#签发 ${one}`],
    ['文清', `#印发 ${one}`],
  ],
  (one) => [
    ['赵刚', `#同意 ${one}`],
    ['文清', `#接收 ${one}`],
    ['文清', `#同意 ${one}`],
    ['周正', `#签发 ${one}`],
  ],
]

interface Step {
  /** Anybody; null: whose word it mostly is. */
  who: number | null
  what: number
  /** How far back from the latest number. */
  /** Null: the one that was spoken of last. */
  one: number | null
  two: number
  /** Minutes that pass before it is said. */
  after: number
}

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(people.length - 1) }),
  what: fc.nat(sayings.length + 2 * journeys.length - 1),
  one: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: fc.nat(4) }),
  two: fc.nat(4),
  after: fc.constantFrom(0, 0, 0, 1, 15, 300),
})

/** What every text was when it was first seen: nothing of it may go or change. */
type Kept = Map<string, string>

const checkVersions = async (ctx: UseCaseContext, kept: Kept): Promise<void> => {
  const versions = await ctx.tx.find(SubmissionVersion, { order: { matterId: 'ASC', version: 'ASC' } })
  const now = new Map(
    versions.map((row) => [`${row.matterId}|${row.version}`, JSON.stringify([row.title, row.body, row.digest, row.editorId, row.at])]),
  )
  for (const [key, text] of kept) expect([key, now.get(key)]).toEqual([key, text])
  for (const [key, text] of now) kept.set(key, text)
  for (const submission of await ctx.tx.find(Submission)) {
    const own = versions.filter(({ matterId }) => matterId === submission.matterId)
    expect(own.map(({ version }) => version)).toEqual(own.map((_, index) => index + 1))
    const matter = await ctx.tx.findOneByOrFail(Matter, { id: submission.matterId })
    const current = own.find(({ version }) => version === submission.version)
    expect([matter.number, current?.digest]).toEqual([matter.number, submissionDigest(matter)])
  }
}

/** By itself: the very text was signed. In an issue: the whole of an upward issue with that version was. */
const checkSignatures = async (ctx: UseCaseContext): Promise<void> => {
  const signatures = await ctx.tx.find(Signature)
  const upward = new Set((await ctx.tx.findBy(Publication, { direction: 'upward' })).map(({ id }) => id))
  const issues = (await ctx.tx.find(Issue)).filter(({ publicationId }) => upward.has(publicationId))
  const signedIssues = new Set(signatures.map(({ matterId }) => matterId))
  const items = (await ctx.tx.find(IssueItem)).filter(
    ({ issueId }) => signedIssues.has(issueId) && issues.some(({ matterId }) => matterId === issueId),
  )
  for (const event of await ctx.tx.findBy(MatterEvent, { action: 'send_up' })) {
    const { version, digest } = event.data as { version: number; digest: string }
    const isSigned = signatures.some((each) => each.matterId === event.matterId && each.digest === digest && each.version === version)
    const isInIssue = items.some((item) => item.submissionId === event.matterId && item.version === version)
    expect([event.matterId, isSigned || isInIssue]).toEqual([event.matterId, true])
  }
  for (const issue of issues.filter(({ publishedAt }) => publishedAt !== null)) {
    const digest = issueDigest({ issue }, await listItems(ctx, issue.matterId))
    expect(signatures.some((each) => each.matterId === issue.matterId && each.digest === digest)).toBe(true)
  }
  // Nothing went up on any other way.
  for (const { matterId } of await ctx.tx.findBy(Submission, { sentUpAt: Not(IsNull()) })) {
    const ways = await ctx.tx.find(MatterEvent, {
      where: [
        { matterId, action: 'send_up' },
        { matterId, action: 'publish' },
      ],
    })
    expect([matterId, ways.length > 0]).toEqual([matterId, true])
  }
}

const over = ['closed', 'cancelled']

/** Every live matter is owed by somebody who is there; nothing is owed on what is over. */
const checkDuties = async (ctx: UseCaseContext): Promise<void> => {
  const open = await ctx.tx.findBy(Todo, { closedAt: IsNull() })
  const { directory } = ctx.office
  for (const matter of await ctx.tx.find(Matter)) {
    const own = open.filter(({ matterId }) => matterId === matter.id)
    expect([matter.number, matter.state in lifecycles[matter.kind].stateNames]).toEqual([matter.number, true])
    if (over.includes(matter.state))
      expect([matter.number, matter.state, own.map(({ duty }) => duty)]).toEqual([matter.number, matter.state, []])
    else if (matter.state !== 'draft') {
      const hands = own.filter(({ memberId }) => directory.findMember(memberId ?? '') !== undefined)
      expect([matter.number, matter.kind, matter.state, hands.length > 0]).toEqual([matter.number, matter.kind, matter.state, true])
    }
    if (matter.state === 'signing') expect([matter.number, own.some(({ duty }) => duty === 'sign')]).toEqual([matter.number, true])
  }
}

/** What a walk must have done at least once, or it would prove nothing. */
const everywhere = [
  'approve',
  'return',
  'edit',
  'sign',
  'merge',
  'shelve',
  'cancel',
  'undo',
  'publish',
  'send_up',
  'report_problem',
  'call_deputies',
] as const

const latestNumber = (scene: PressScene): Promise<number> =>
  scene.zhou.does(async (ctx) => (await ctx.tx.findOneByOrFail(Counter, { name: 'matter' })).value)

const notYetDone = async (scene: PressScene): Promise<string[]> => {
  const events = await scene.zhou.does((ctx) => ctx.tx.find(MatterEvent, { select: { action: true } }))
  const done = new Set<string>(events.map(({ action }) => action))
  return everywhere.filter((action) => !done.has(action))
}

test('whatever is said by whomever: no version is lost, nothing goes up unsigned, nothing live is owed by nobody', async () => {
  const scene = await openPressScene()
  // There is something of every kind to begin with, and so many numbers back point at matters.
  const kept: Kept = new Map()
  let salt = 0
  const walk = async (steps: readonly Step[]): Promise<void> => {
    const one = await scene.story(`起头第${(salt += 1)}条`)
    await scene.story(`起头第${(salt += 1)}条`)
    await scene.wen.says(`#编发 《专报》 ${one}`)
    let spokenOf = await latestNumber(scene)
    for (const { who, what, one: back, two, after } of steps) {
      if (after > 0) await scene.clock.passes(`${after}m`)
      const latest = await latestNumber(scene)
      if (back !== null) spokenOf = latest - back
      const saying = sayings[what]
      if (saying === undefined) {
        for (const [speaker, text] of journeys[(what - sayings.length) % journeys.length]!(spokenOf)) await scene.actor(speaker).says(text)
        continue
      }
      const [usually, words] = saying
      const speaker = who === null ? usually : people[who]!
      await scene.actor(speaker).says(words(spokenOf, latest - two, (salt += 1)))
    }
    await scene.zhou.does(async (ctx) => {
      await checkVersions(ctx, kept)
      await checkSignatures(ctx)
      await checkDuties(ctx)
    })
  }
  const walks = fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), walk)
  // Ties between ids may turn a walk aside, so it is walks until everything was done that count, not a number of them.
  for (let round = 0; round < 10 && (round === 0 || (await notYetDone(scene)).length > 0); round += 1)
    await fc.assert(walks, { seed: 20_261_122 + round, numRuns: 6, endOnFailure: true })
  expect(await notYetDone(scene)).toEqual([])
}, 240_000)
