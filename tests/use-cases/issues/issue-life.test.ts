import { beforeEach, describe, expect, it } from 'vitest'
import { Adoption, Issue, Signature, Submission } from '../../../entities/index.ts'
import { arrangeIssue, takeNewest } from '../../../use-cases/issues/arrange-issue.ts'
import { createIssue } from '../../../use-cases/issues/create-issue.ts'
import { passIssue } from '../../../use-cases/issues/pass-issue.ts'
import { publishIssue } from '../../../use-cases/issues/publish-issue.ts'
import { readIssue } from '../../../use-cases/issues/read-issue.ts'
import { signIssue } from '../../../use-cases/issues/sign-issue.ts'
import { withdrawIssue } from '../../../use-cases/issues/withdraw-issue.ts'
import { cancelTask } from '../../../use-cases/tasks/cancel-task.ts'
import { editSubmission } from '../../../use-cases/submissions/edit-submission.ts'
import { returnSubmission } from '../../../use-cases/submissions/return-submission.ts'
import { sendUpSubmission } from '../../../use-cases/submissions/send-up-submission.ts'
import { signSubmission } from '../../../use-cases/submissions/sign-submission.ts'
import { delegate } from '../../../use-cases/delegations/delegate.ts'
import { DAY_MS } from '../../../rules/instant.ts'
import { openPressScene, type PressScene } from '../../support/press-scene.ts'

let scene: PressScene
beforeEach(async () => {
  scene = await openPressScene()
})

type Who = PressScene['wen']
const compile = async (name: string, numbers: number[], more: { supplement?: boolean; editorNote?: string } = {}): Promise<number> => {
  const publicationId = await scene.publication(name)
  const items = numbers.map((number) => ({ number }))
  const { matter } = await scene.wen.does((ctx) =>
    createIssue(ctx, { publicationId, items, supplement: more.supplement ?? false, editorNote: more.editorNote ?? null }),
  )
  return matter.number
}
const pass = (who: Who, number: number) => who.does((ctx) => passIssue(ctx, { number, text: '' }))
const sign = (who: Who, number: number, digest?: string) =>
  who.does((ctx) => signIssue(ctx, { number, text: '', ...(digest === undefined ? {} : { digest }) }))
const publish = (number: number, who: Who = scene.wen) => who.does((ctx) => publishIssue(ctx, { number }))
const withdraw = (number: number) => scene.wen.does((ctx) => withdrawIssue(ctx, { number, reason: '数据有误' }))
const view = (number: number) => scene.wen.does((ctx) => readIssue(ctx, number))
const edit = (number: number, title: string) => scene.wen.does((ctx) => editSubmission(ctx, { number, title }))
const row = async (number: number): Promise<Submission> => {
  const { id } = await scene.runner
    .read((tx) => tx.query<{ id: string }[]>('SELECT id FROM matters WHERE number = ?', [number]))
    .then(([r]) => r!)
  return scene.runner.read((tx) => tx.findOneByOrFail(Submission, { matterId: id }))
}
const uses = () => scene.runner.read((tx) => tx.find(Adoption, { order: { id: 'ASC' } }))

describe('what is printed is what was signed', () => {
  it('keeps the version that was put in, whatever is edited later, and takes the newest on request', async () => {
    const a = await scene.story('旧标题')
    const number = await compile('政务信息', [a])
    await edit(a, '新标题')
    expect((await view(number)).items[0]).toMatchObject({ version: 1, newestVersion: 2, heading: '旧标题', title: '旧标题' })
    await scene.wen.does((ctx) => takeNewest(ctx, { number, numbers: [a] }))
    expect((await view(number)).items[0]).toMatchObject({ version: 2, newestVersion: 2, heading: '新标题' })
    await scene.wen.does((ctx) => arrangeIssue(ctx, { number, items: [{ number: a, heading: '自拟标题', form: 'brief' }] }))
    await edit(a, '再改')
    await scene.wen.does((ctx) => takeNewest(ctx, { number, numbers: [a] }))
    expect((await view(number)).items[0]).toMatchObject({ version: 3, heading: '自拟标题', form: 'brief', title: '再改' })
  })

  it('is signed with the digest of the whole, and a signature on another digest is refused', async () => {
    const number = await compile('政务信息', [await scene.story(), await scene.story()])
    await pass(scene.wen, number)
    const before = await view(number)
    await expect(sign(scene.xu, number, '0'.repeat(64))).rejects.toMatchObject({ code: 'conflict' })
    await sign(scene.xu, number, before.digest)
    const after = await view(number)
    expect(after).toMatchObject({ digest: before.digest, serial: 1, year: 2026, signedOn: '2026-11-23', state: 'signed', total: null })
    expect(after.signature).toMatchObject({ digest: before.digest, signer: { name: '许静' }, asDeputy: false })
    // Any letter of it makes another digest: here the text of a version is tampered with in the database.
    await scene.runner.transaction((tx) => tx.query("UPDATE submission_versions SET body = '改过'"))
    await expect(publish(number)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('与签发的内容不一致') })
  })

  it('every part of it counts for the digest', async () => {
    const [a, b] = [await scene.story(), await scene.story()]
    const number = await compile('政务信息', [a, b])
    const digests = new Set([(await view(number)).digest])
    const change = async (input: Omit<Parameters<typeof arrangeIssue>[1], 'number'>) => {
      await scene.wen.does((ctx) => arrangeIssue(ctx, { ...input, number }))
      digests.add((await view(number)).digest)
    }
    await change({ items: [{ number: b }, { number: a }] })
    await change({ items: [{ number: b, heading: '别的标题' }, { number: a }] })
    await change({ items: [{ number: b, form: 'brief' }, { number: a }] })
    await change({ editorNote: '请阅' })
    await change({ supplement: true })
    await edit(a, '改过的标题')
    await change({ items: [{ number: b }, { number: a, newest: true }] })
    expect(digests.size).toBe(7)
  })
})

describe('publishing', () => {
  it('closes the submissions and records an adoption of its level, form and day of signing', async () => {
    const [a, b] = [await scene.story(), await scene.story()]
    const number = await compile('政务信息', [a, b])
    await scene.wen.does((ctx) => arrangeIssue(ctx, { number, items: [{ number: a, form: 'brief' }, { number: b }] }))
    await pass(scene.wen, number)
    await sign(scene.wen, number)
    await scene.clock.reaches('2026-11-24T09:00')
    await publish(number)
    expect([(await scene.matter(a)).state, (await scene.matter(b)).state]).toEqual(['closed', 'closed'])
    expect(await uses()).toMatchObject([
      { event: 'adopt', level: 'city', publication: '政务信息', form: 'brief', adoptedOn: '2026-11-23', revokedAt: null },
      { form: null, adoptedOn: '2026-11-23' },
    ])
    expect((await row(a)).recountAt).not.toBeNull()
    expect((await row(a)).sentUpAt).toBeNull()
  })

  it('twice is refused, unsigned is refused, withdrawn is refused', async () => {
    const number = await compile('政务信息', [await scene.story()])
    await expect(publish(number)).rejects.toMatchObject({ message: `〔${number}〕编辑中,不能印发` })
    await pass(scene.wen, number)
    await expect(publish(number)).rejects.toMatchObject({ message: `〔${number}〕待签发,不能印发` })
    await sign(scene.wen, number)
    await publish(number)
    await expect(publish(number)).rejects.toMatchObject({ message: `〔${number}〕已印发,不能印发` })
    await withdraw(number)
    await expect(publish(number)).rejects.toMatchObject({ message: `〔${number}〕已撤销,不能印发` })
    await expect(withdraw(number)).rejects.toMatchObject({ message: `〔${number}〕已撤销,不能撤刊` })
    expect(await uses()).toHaveLength(1)
  })

  it('an item that was returned or cancelled meanwhile holds it up, and is named', async () => {
    const [a, b] = [await scene.story(), await scene.story()]
    const number = await compile('政务信息', [a, b])
    await scene.wen.does((ctx) => returnSubmission(ctx, { number: a, reason: '缺数据' }))
    await expect(pass(scene.wen, number)).rejects.toMatchObject({
      code: 'wrong_state',
      message: `〔${a}〕已退稿,不能编入刊物,请先 #撤下 ${number} ${a}`,
    })
    await scene.wen.does((ctx) => arrangeIssue(ctx, { number, items: [{ number: b }] }))
    await pass(scene.wen, number)
    await scene.wen.does((ctx) => cancelTask(ctx, { number: b, reason: '报错了' }))
    await expect(sign(scene.wen, number)).rejects.toMatchObject({ message: expect.stringContaining(`〔${b}〕已撤销`) })
  })

  it('drafts and what waits for its unit cannot be put in', async () => {
    const draft = await scene.story('草稿', { draft: true })
    await expect(compile('政务信息', [draft])).rejects.toMatchObject({ code: 'not_found' })
    await scene.sun.says('#信息 【动态】检查老旧小区\n11月23日检查12个小区,发现隐患3处。')
    await expect(compile('政务信息', [draft + 1])).rejects.toMatchObject({ message: `〔${draft + 1}〕待单位审核,不能编入刊物` })
  })

  it('one submission may stand in issues of different publications, not in two of one', async () => {
    const [a, b] = [await scene.story(), await scene.story()]
    const first = await compile('政务信息', [a])
    await compile('专报', [a])
    await expect(compile('政务信息', [b, a])).rejects.toMatchObject({
      code: 'conflict',
      message: `〔${a}〕已编入《政务信息》送审稿〔${first}〕,同一刊物不能重复编发`,
    })
    // The refusal left nothing behind.
    const second = await compile('政务信息', [b])
    await expect(scene.wen.does((ctx) => arrangeIssue(ctx, { number: second, items: [{ number: a }] }))).rejects.toMatchObject({
      code: 'conflict',
    })
    await scene.wen.does((ctx) => cancelTask(ctx, { number: first, reason: '不编了' }))
    await scene.wen.does((ctx) => arrangeIssue(ctx, { number: second, items: [{ number: a }, { number: b }] }))
    expect((await view(second)).items.map(({ number }) => number)).toEqual([a, b])
  })
})

describe('withdrawing', () => {
  it('revokes its own adoptions only, and leaves out what is printed elsewhere', async () => {
    const [a, b] = [await scene.story(), await scene.story()]
    const first = await compile('政务信息', [a, b])
    await pass(scene.wen, first)
    await sign(scene.wen, first)
    await publish(first)
    const other = await compile('专报', [a])
    await pass(scene.wen, other)
    await sign(scene.zhou, other)
    await publish(other)
    const { back } = await withdraw(first)
    expect(back).toEqual([b])
    expect((await scene.matter(a)).state).toBe('closed')
    expect(
      (await scene.matter(b)).todos.filter(({ closedAt }) => closedAt === null).map(({ duty, due }) => [duty, due?.slice(0, 16)]),
    ).toEqual([
      ['review', '2026-11-24T17:30'],
      ['review', '2026-11-24T17:30'],
    ])
    expect((await uses()).map(({ publication, revokedAt }) => [publication, revokedAt === null])).toEqual([
      ['政务信息', false],
      ['政务信息', false],
      ['专报', true],
    ])
    // What went up with 专报 has gone up; withdrawn, it has not.
    expect((await row(a)).sentUpTo).toBe('省政府办公厅')
    expect((await withdraw(other)).back).toEqual([a])
    expect(await row(a)).toMatchObject({ sentUpAt: null, sentUpTo: null })
  })

  it('before publishing it only frees the number of the matter: nothing had gone out', async () => {
    const a = await scene.story()
    const number = await compile('政务信息', [a])
    await pass(scene.wen, number)
    await sign(scene.wen, number)
    expect((await withdraw(number)).back).toEqual([])
    expect((await scene.matter(a)).state).toBe('open')
    const again = await compile('政务信息', [a])
    await pass(scene.wen, again)
    await sign(scene.wen, again)
    expect((await view(again)).serial).toBe(2)
  })
})

describe('signing', () => {
  it('the deputy signs when the director is away, or has let it lie; the record says so', async () => {
    const number = await compile('专报', [await scene.story()])
    await pass(scene.wen, number)
    await expect(sign(scene.wuf, number)).rejects.toMatchObject({ code: 'forbidden', message: `〔${number}〕现在由办公室主任(周正)签发` })
    await scene.clock.passes('6h')
    await sign(scene.wuf, number)
    expect((await view(number)).signature).toMatchObject({ signer: { name: '吴副' }, asDeputy: true, onBehalfOf: null })
  })

  it('who stands in for the director signs in the director’s name', async () => {
    const number = await compile('专报', [await scene.story()])
    await scene.zhou.does((ctx) => delegate(ctx, { kind: 'stand_in', toId: scene.feng.id, endsAt: ctx.now + DAY_MS }))
    await pass(scene.wen, number)
    await sign(scene.feng, number)
    expect((await view(number)).signature).toMatchObject({ signer: { name: '冯督' }, asDeputy: false, onBehalfOf: { name: '周正' } })
  })

  it('the hours of the director count from the step before, not from the beginning of the chain', async () => {
    const number = await compile('情况反映', [await scene.story()])
    await pass(scene.wen, number)
    await scene.clock.passes('6h')
    await pass(scene.xu, number)
    await expect(sign(scene.wuf, number)).rejects.toMatchObject({ code: 'forbidden' })
    await sign(scene.zhou, number)
    expect((await view(number)).chain).toMatchObject([
      { role: 'editor', by: { name: '许静' } },
      { role: 'director', by: { name: '周正' } },
    ])
  })

  it('regular issues and 增刊 have their own series, each year from one; the day of signing is the date', async () => {
    const numbers: unknown[] = []
    const one = async (supplement: boolean) => {
      const number = await compile('专报', [await scene.story()], { supplement })
      await pass(scene.wen, number)
      await sign(scene.zhou, number)
      const { year, serial, total, signedOn } = await view(number)
      numbers.push([year, serial, total, signedOn])
    }
    scene = await openPressScene({ startsAt: '2026-12-31T15:00' })
    await one(false)
    await one(true)
    await one(false)
    await scene.clock.reaches('2027-01-04T09:00')
    await one(false)
    await one(true)
    expect(numbers).toEqual([
      [2026, 7, 41, '2026-12-31'],
      [2026, 1, null, '2026-12-31'],
      [2026, 8, 42, '2026-12-31'],
      [2027, 1, 43, '2027-01-04'],
      [2027, 1, null, '2027-01-04'],
    ])
  })

  it('a refused signing takes no number', async () => {
    const number = await compile('专报', [await scene.story()])
    for (const who of [scene.wen, scene.sun, scene.wuf]) await expect(sign(who, number)).rejects.toBeInstanceOf(Error)
    await pass(scene.wen, number)
    for (const who of [scene.wen, scene.sun, scene.wuf]) await expect(sign(who, number)).rejects.toBeInstanceOf(Error)
    await sign(scene.zhou, number)
    expect((await view(number)).serial).toBe(7)
    await expect(sign(scene.zhou, number)).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await scene.runner.read((tx) => tx.count(Signature))).toBe(1)
  })

  it('an issue does not wait for nobody', async () => {
    const number = await compile('专报', [await scene.story()])
    await scene.runner.transaction(async (tx) => {
      await tx.query("DELETE FROM role_grants WHERE role IN ('director', 'deputy_director')")
      await tx.query("UPDATE counters SET value = value + 1 WHERE name = 'directory'")
    })
    await expect(pass(scene.wen, number)).rejects.toMatchObject({ message: expect.stringContaining('没有在岗的办公室主任') })
  })
})

describe('sending up', () => {
  const sendUp = (number: number) => scene.wen.does((ctx) => sendUpSubmission(ctx, { number, to: '省政府办公厅' }))

  it('an upward issue is signature enough for exactly the version that it contains', async () => {
    const a = await scene.story()
    const number = await compile('专报', [a])
    await edit(a, '编入后又改')
    await pass(scene.wen, number)
    await sign(scene.zhou, number)
    await publish(number)
    // It is out in version 1; version 2 was never signed.
    await expect(sendUp(a)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('还没有签发') })
    const b = await scene.story()
    const next = await compile('专报', [b])
    await pass(scene.wen, next)
    await sign(scene.zhou, next)
    await publish(next)
    await sendUp(b)
    expect((await scene.matter(b)).state).toBe('closed')
  })

  it('a downward issue signed by the editors is not', async () => {
    const a = await scene.story()
    const number = await compile('政务信息', [a])
    await pass(scene.wen, number)
    await sign(scene.wen, number)
    await publish(number)
    await expect(sendUp(a)).rejects.toMatchObject({ message: expect.stringContaining('还没有签发') })
  })

  it('nor is an issue that was withdrawn', async () => {
    const a = await scene.story()
    const number = await compile('专报', [a])
    await pass(scene.wen, number)
    await sign(scene.zhou, number)
    await publish(number)
    await withdraw(number)
    await expect(sendUp(a)).rejects.toMatchObject({ message: expect.stringContaining('还没有签发') })
    await scene.zhou.does((ctx) => signSubmission(ctx, { number: a, text: '' }))
    await sendUp(a)
    expect(await scene.runner.read((tx) => tx.count(Issue))).toBe(1)
  })
})

describe('two at one issue', () => {
  it('an order made from an older version is refused, so that nobody overwrites what they have not seen', async () => {
    const [a, b] = [await scene.story(), await scene.story()]
    const number = await compile('政务信息', [a, b])
    const { version } = await view(number)
    await scene.xu.does((ctx) => arrangeIssue(ctx, { number, version, items: [{ number: b }, { number: a }] }))
    await expect(scene.wen.does((ctx) => arrangeIssue(ctx, { number, version, items: [{ number: a }] }))).rejects.toMatchObject({
      code: 'conflict',
    })
    expect((await view(number)).items.map((item) => item.number)).toEqual([b, a])
  })

  it('while it is being signed nothing in it can be moved', async () => {
    const a = await scene.story()
    const number = await compile('政务信息', [a])
    await pass(scene.wen, number)
    await expect(scene.wen.does((ctx) => arrangeIssue(ctx, { number, editorNote: '请阅' }))).rejects.toMatchObject({
      message: `〔${number}〕待签发,不能编排`,
    })
    await expect(scene.wen.does((ctx) => takeNewest(ctx, { number, numbers: [a] }))).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('officers and heads of bureaus do not see it', async () => {
    const number = await compile('政务信息', [await scene.story()])
    for (const who of [scene.sun, scene.zhao]) {
      await expect(who.does((ctx) => readIssue(ctx, number))).rejects.toMatchObject({ code: 'not_found' })
      await expect(who.does((ctx) => passIssue(ctx, { number, text: '' }))).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(scene.feng.does((ctx) => passIssue(ctx, { number, text: '' }))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(scene.feng.does((ctx) => withdrawIssue(ctx, { number, reason: '试试' }))).rejects.toMatchObject({ code: 'forbidden' })
  })
})
