import { expect, test } from 'vitest'
import { Problem } from '../../../rules/problems.ts'
import { Signature, SubmissionVersion, Todo } from '../../../entities/index.ts'
import { editSubmission } from '../../../use-cases/submissions/edit-submission.ts'
import { mergeSubmissions } from '../../../use-cases/submissions/merge-submissions.ts'
import { openSubmission } from '../../../use-cases/submissions/open-submission.ts'
import { receiveSubmission } from '../../../use-cases/submissions/receive-submission.ts'
import { returnSubmission } from '../../../use-cases/submissions/return-submission.ts'
import { sendUpSubmission } from '../../../use-cases/submissions/send-up-submission.ts'
import { signSubmission } from '../../../use-cases/submissions/sign-submission.ts'
import { supplementSubmission } from '../../../use-cases/submissions/supplement-submission.ts'
import { submissionDigest } from '../../../use-cases/submissions/write-version.ts'
import { cancelTask } from '../../../use-cases/tasks/cancel-task.ts'
import { openScratchDatabase } from '../../support/database.ts'
import { openPressScene } from '../../support/press-scene.ts'

const open = async () => openPressScene({ runner: await openScratchDatabase(12) })

const settle = async (all: readonly Promise<unknown>[]): Promise<{ done: number; refused: string[] }> => {
  const results = await Promise.allSettled(all)
  const faults = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []))
  for (const fault of faults) if (!(fault instanceof Problem)) throw fault
  return { done: results.length - faults.length, refused: faults.map(({ message }) => message) }
}

test('two editors receive and edit the same report at the same moment: one has it in hand, every text is kept once', async () => {
  const scene = await open()
  for (let round = 0; round < 8; round += 1) {
    const number = await scene.story()
    await settle([scene.wen, scene.xu].map((who) => who.does((ctx) => receiveSubmission(ctx, { number }))))
    const { refused, done } = await settle(
      [scene.wen, scene.xu].map((who, n) => who.does((ctx) => editSubmission(ctx, { number, title: `标题${round}之${n}`, version: 1 }))),
    )
    expect([done, refused]).toEqual([1, [`〔${number}〕已有新版本(第 2 版),请先查看再改`]])
    const { id } = await scene.runner.read(
      async (tx) => (await tx.query<{ id: string }[]>('SELECT id FROM matters WHERE number = ?', [number]))[0]!,
    )
    const todos = await scene.runner.read((tx) => tx.findBy(Todo, { matterId: id, duty: 'handle' }))
    expect(todos.filter(({ closedAt }) => closedAt === null)).toHaveLength(1)
    expect(await scene.runner.read((tx) => tx.countBy(SubmissionVersion, { matterId: id }))).toBe(2)
  }
  await scene.runner.close()
}, 60_000)

test('signed while its author supplements it: what goes up is what was signed, or nothing', async () => {
  const scene = await open()
  for (let round = 0; round < 10; round += 1) {
    const { matter } = await scene.sun.does((ctx) =>
      openSubmission(ctx, { title: `第${round}处爆裂`, body: '11月23日,1处。', tone: 'problem' }),
    )
    const { number } = matter
    await settle([
      scene.zhou.does((ctx) => signSubmission(ctx, { number, text: '', version: 1 })),
      scene.sun.does((ctx) => supplementSubmission(ctx, { number, text: '另有2处。' })),
    ])
    const sent = await settle([scene.wen.does((ctx) => sendUpSubmission(ctx, { number, to: '省政府办公厅' }))])
    const [row] = await scene.runner.read((tx) =>
      tx.query<{ title: string; body: string }[]>('SELECT title, body FROM matters WHERE id = ?', [matter.id]),
    )
    const signatures = await scene.runner.read((tx) => tx.findBy(Signature, { matterId: matter.id }))
    if (sent.done === 1) expect(signatures.map(({ digest }) => digest)).toContain(submissionDigest(row!))
    else expect(sent.refused[0]).toMatch(/还没有签发|待签发/u)
  }
  await scene.runner.close()
}, 60_000)

test('merged by two, returned and cancelled at the same moment: each report has one fate', async () => {
  const scene = await open()
  for (let round = 0; round < 8; round += 1) {
    const [one, two, three] = [await scene.story(), await scene.story(), await scene.story()]
    await settle([
      scene.wen.does((ctx) => mergeSubmissions(ctx, { numbers: [one, two], title: `甲${round}` })),
      scene.xu.does((ctx) => mergeSubmissions(ctx, { numbers: [two, three], title: `乙${round}` })),
      scene.xu.does((ctx) => returnSubmission(ctx, { number: one, reason: '补充' })),
      scene.sun.does((ctx) => cancelTask(ctx, { number: three, reason: '重复' })),
    ])
  }
  const rows = await scene.runner.read((tx) =>
    tx.query<{ state: string; merged: string | null; joint: string | null; owed: number | string }[]>(
      `SELECT m.state, s.merged_into_id AS merged, j.state AS joint,
        (SELECT COUNT(*) FROM todos AS t WHERE t.matter_id = m.id AND t.closed_at IS NULL) AS owed
       FROM submissions AS s INNER JOIN matters AS m ON m.id = s.matter_id LEFT JOIN matters AS j ON j.id = s.merged_into_id`,
    ),
  )
  for (const { state, merged, joint, owed } of rows) {
    expect([state, merged !== null]).toEqual([state, state === 'closed'])
    if (merged !== null) expect(joint).toBe('open')
    expect([state, Number(owed) > 0]).toEqual([state, state === 'open' || state === 'returned'])
  }
  await scene.runner.close()
}, 60_000)
