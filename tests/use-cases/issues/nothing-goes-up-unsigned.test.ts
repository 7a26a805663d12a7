import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Issue, IssueItem, Matter, MatterEvent, Publication, Signature, Submission } from '../../../entities/index.ts'
import { Problem } from '../../../rules/problems.ts'
import { arrangeIssue } from '../../../use-cases/issues/arrange-issue.ts'
import { createIssue } from '../../../use-cases/issues/create-issue.ts'
import { passIssue } from '../../../use-cases/issues/pass-issue.ts'
import { publishIssue } from '../../../use-cases/issues/publish-issue.ts'
import { sendBackIssue } from '../../../use-cases/issues/send-back-issue.ts'
import { signIssue } from '../../../use-cases/issues/sign-issue.ts'
import { withdrawIssue } from '../../../use-cases/issues/withdraw-issue.ts'
import { approveSubmission } from '../../../use-cases/submissions/approve-submission.ts'
import { editSubmission } from '../../../use-cases/submissions/edit-submission.ts'
import { sendUpSubmission } from '../../../use-cases/submissions/send-up-submission.ts'
import { signSubmission } from '../../../use-cases/submissions/sign-submission.ts'
import { undoLastAct } from '../../../use-cases/matters/undo-message.ts'
import { openScratchDatabase } from '../../support/database.ts'
import { openPressScene, type PressScene } from '../../support/press-scene.ts'

const number = fc.nat(2)
/** Those that lead on come more often than those that lead back. */
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('compile'), upward: fc.boolean(), story: number, supplement: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('sign-story', 'send-up'), story: number }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('edit', 'request-story', 'undo-story'), story: number }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('pass', 'sign', 'publish'), issue: number, by: fc.constantFrom('wen', 'zhou') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('withdraw', 'send-back', 'newest', 'undo-issue'),
      issue: number,
      story: number,
      by: fc.constantFrom('wen', 'zhou'),
    }),
  },
)
type Act = { do: string; story?: number; issue?: number; upward?: boolean; supplement?: boolean; by?: string }

let edits = 0
const perform = async (scene: PressScene, stories: readonly number[], issues: number[], step: Act): Promise<void> => {
  const { wen, zhou } = scene
  const story = stories[step.story ?? 0]!
  const issue = issues[(step.issue ?? 0) % Math.max(1, issues.length)] ?? 0
  const who = step.by === 'zhou' ? zhou : wen
  const text = ''
  switch (step.do) {
    case 'compile': {
      const publicationId = await scene.publication(step.upward ? '专报' : '政务信息')
      const made = { publicationId, items: [{ number: story }], supplement: step.supplement ?? false, editorNote: null }
      issues.push((await wen.does((ctx) => createIssue(ctx, made))).matter.number)
      return
    }
    case 'edit':
      return void (await wen.does((ctx) => editSubmission(ctx, { number: story, body: `第 ${(edits += 1)} 次改稿` })))
    case 'request-story':
      return void (await wen.does((ctx) => approveSubmission(ctx, { number: story, text })))
    case 'sign-story':
      return void (await zhou.does((ctx) => signSubmission(ctx, { number: story, text })))
    case 'send-up':
      return void (await wen.does((ctx) => sendUpSubmission(ctx, { number: story, to: '省政府办公厅' })))
    case 'undo-story':
      return void (await zhou.does((ctx) => undoLastAct(ctx, { number: story })))
    case 'undo-issue':
      return void (await who.does((ctx) => undoLastAct(ctx, { number: issue })))
    case 'newest':
      return void (await wen.does((ctx) => arrangeIssue(ctx, { number: issue, items: [{ number: story, newest: true }] })))
    case 'pass':
      return void (await who.does((ctx) => passIssue(ctx, { number: issue, text })))
    case 'sign':
      return void (await who.does((ctx) => signIssue(ctx, { number: issue, text })))
    case 'publish':
      return void (await who.does((ctx) => publishIssue(ctx, { number: issue })))
    case 'send-back':
      return void (await who.does((ctx) => sendBackIssue(ctx, { number: issue, reason: '再核' })))
    default:
      return void (await who.does((ctx) => withdrawIssue(ctx, { number: issue, reason: '有误' })))
  }
}

/** Told from the rows alone: every text that went up bears a director's signature, by itself or in an upward issue. */
const findUnsigned = async (scene: PressScene, stories: readonly number[]): Promise<string[]> =>
  scene.runner.read(async (tx) => {
    const signatures = (await tx.find(Signature)).filter(({ signerId }) => signerId === scene.zhou.id)
    const [issues, items, publications] = [await tx.find(Issue), await tx.find(IssueItem), await tx.find(Publication)]
    const isUpward = ({ publicationId }: Issue): boolean => publications.find(({ id }) => id === publicationId)?.direction === 'upward'
    const wrong: string[] = []
    for (const number of stories) {
      const { id } = await tx.findOneByOrFail(Matter, { number })
      for (const event of await tx.findBy(MatterEvent, { matterId: id })) {
        const version = event.data?.['version']
        const isSignedIn = (issue: Issue): boolean =>
          isUpward(issue) &&
          items.some((item) => item.issueId === issue.matterId && item.submissionId === id && item.version === version) &&
          signatures.some((row) => row.matterId === issue.matterId && row.at <= event.at)
        const printedIn = event.action === 'publish' ? await tx.findOneBy(Matter, { number: Number(event.data?.['issue']) }) : null
        const issue = issues.find(({ matterId }) => matterId === printedIn?.id)
        if (event.action !== 'send_up' && !(issue && isUpward(issue))) continue
        const own =
          event.action === 'send_up' && signatures.some((row) => row.matterId === id && row.version === version && row.at <= event.at)
        const inIssue = issue ? isSignedIn(issue) : issues.some(isSignedIn)
        if (!own && !inIssue) wrong.push(`〔${number}〕 ${event.action} ${String(version)}`)
      }
      const { sentUpAt } = await tx.findOneByOrFail(Submission, { matterId: id })
      if (sentUpAt !== null && !signatures.some(({ at }) => at <= sentUpAt)) wrong.push(`〔${number}〕 is up`)
    }
    return wrong
  })

/** Every series counts on by one, whatever was refused, sent back or withdrawn. */
const findGaps = async (scene: PressScene): Promise<string[]> => {
  const rows = await scene.runner.read((tx) => tx.find(Issue))
  const series = new Map<string, number[]>()
  for (const { publicationId, supplement, year, serial } of rows) {
    if (serial === null) continue
    const key = `${publicationId}|${String(supplement)}|${year}`
    series.set(
      key,
      [...(series.get(key) ?? []), serial].toSorted((a, b) => a - b),
    )
  }
  return [...series].flatMap(([key, serials]) => {
    const first = serials[0] === 7 ? 7 : 1
    return serials.every((serial, index) => serial === first + index) ? [] : [`${key}: ${serials.join()}`]
  })
}

it('whatever is tried in whatever order, nothing goes up unsigned, and no series has a gap', async () => {
  let wentUp = 0
  let signed = 0
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 24 }), async (acts) => {
      const runner = await openScratchDatabase()
      const scene = await openPressScene({ runner })
      const stories = [await scene.story(), await scene.story(), await scene.story()]
      const issues: number[] = []
      // Half of the way is paved, so that chance reaches the end of it.
      const steps: Act[] = [{ do: 'compile', upward: true, story: 0 }, { do: 'pass', issue: 0, by: 'wen' }, ...acts]
      for (const step of steps) {
        try {
          await perform(scene, stories, issues, step)
        } catch (error) {
          if (!(error instanceof Problem)) throw error
        }
      }
      expect(await findUnsigned(scene, stories)).toEqual([])
      expect(await findGaps(scene)).toEqual([])
      const up = await scene.runner.read((tx) => tx.find(Submission))
      wentUp += up.filter(({ sentUpAt }) => sentUpAt !== null).length
      signed += (await scene.runner.read((tx) => tx.find(Issue))).filter(({ serial }) => serial !== null).length
      await runner.close()
    }),
    { numRuns: 25, seed: 20_261_123 },
  )
  // Chance did get there: otherwise this would prove nothing.
  expect(wentUp).toBeGreaterThan(3)
  expect(signed).toBeGreaterThan(8)
}, 120_000)
