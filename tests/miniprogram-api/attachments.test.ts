import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Attachment, Matter, MatterEvent, SecurityIncident } from '../../entities/index.ts'
import { removeSweptFiles } from '../../jobs/remove-swept-files.ts'
import { HOUR_MS } from '../../rules/instant.ts'
import { changeSettings } from '../../use-cases/office/change-settings.ts'
import { createDiskStore } from '../../storage/disk-store.ts'
import { fileKey, type FileStore } from '../../storage/file-store.ts'
import { openFileStore } from '../../storage/open-file-store.ts'
import { storageAway } from '../../storage/storage-faults.ts'
import { startS3 } from '../support/s3-server.ts'
import { docxOf, pdfOf, pngOf } from '../support/sample-files.ts'
import { openApiScene, type Answer, type ApiScene } from './api-scene.ts'

const MB = 1024 * 1024
let scene: ApiScene
/** What the storage does wrong just now. */
const wrong: Partial<FileStore> = {}
let number: number
let li: string
let zhang: string

beforeAll(async () => {
  scene = await openApiScene()
  const sound = createDiskStore(scene.folder)
  const store: FileStore = {
    incoming: sound.incoming,
    put: (...args) => (wrong.put ?? sound.put)(...args),
    get: (id) => (wrong.get ?? sound.get)(id),
    remove: (id) => (wrong.remove ?? sound.remove)(id),
    exists: (id) => sound.exists(id),
  }
  scene.config.files = store
  ;[li, zhang] = [await scene.signIn(scene.member('李四')), await scene.signIn(scene.member('张三'))]
})
beforeEach(async () => {
  number = await scene.task('排查隐患', [`m:${scene.member('李四')}`], scene.group('消防隐患排查群'))
})
afterEach(async () => {
  for (const key of Object.keys(wrong)) delete wrong[key as keyof FileStore]
  await setLimits({ maxMegabytes: 20, maxPerMatter: 30, filesPerPersonDay: 100, megabytesPerPersonDay: 500 })
})
afterAll(() => scene.close())

const setLimits = (attachments: Record<string, number>): Promise<unknown> =>
  scene.byClock((ctx) => changeSettings({ ...ctx, actor: ctx.office.directory.findMember(scene.member('系管'))! }, { attachments }))

interface Sending {
  token?: string
  name?: string
  type?: string
  key?: string
  to?: number
}
const upload = (
  bytes: Uint8Array,
  { token = li, name, type = 'application/octet-stream', key, to = number }: Sending = {},
): Promise<Answer> =>
  scene.ask('post', `/matters/${to}/attachments${name === undefined ? '' : `?name=${encodeURIComponent(name)}`}`, {
    token,
    raw: new Uint8Array(bytes),
    headers: { 'content-type': type, ...(key === undefined ? {} : { 'Idempotency-Key': key }) },
  })
const uploadForm = async (bytes: Uint8Array, fileName: string, query = ''): Promise<Answer> => {
  const form = new FormData()
  form.append('matter', String(number))
  form.append('file', new Blob([new Uint8Array(bytes)]), fileName)
  const response = await fetch(`${scene.url}/api/v1/matters/${number}/attachments${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${li}` },
    body: form,
  })
  return { status: response.status, body: await response.json(), headers: response.headers }
}
const list = async (token = li, of = number): Promise<any[]> => (await scene.ask('get', `/matters/${of}/attachments`, { token })).body.items
const rows = (): Promise<Attachment[]> => scene.stage.runner.read((tx) => tx.find(Attachment, { order: { id: 'ASC' } }))
const rowsHere = async (): Promise<Attachment[]> => {
  const { id } = await scene.stage.runner.read((tx) => tx.findOneByOrFail(Matter, { number }))
  return (await rows()).filter((row) => row.matterId === id)
}
const placeOf = (id: string): string => path.join(scene.folder, fileKey(id))
const incoming = (): string[] => readdirSync(path.join(scene.folder, 'incoming'))
const expectNothingLeft = async (): Promise<void> => {
  expect(await rowsHere()).toEqual([])
  expect(incoming()).toEqual([])
  const kept = new Set((await rows()).map(({ id }) => id))
  const shelves = readdirSync(scene.folder).filter((name) => /^[0-9A-Z]{2}$/.test(name))
  for (const shelf of shelves) for (const id of readdirSync(path.join(scene.folder, shelf))) expect(kept).toContain(id)
}

const sortedStatuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).toSorted((a, b) => a - b)

/** A caller who writes the bytes of a call by hand. */
const beginUpload = (headers: Record<string, string | number>, token = li) => {
  const url = new URL(`${scene.url}/api/v1/matters/${number}/attachments?name=a.pdf`)
  const call = request(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/pdf', ...headers },
  })
  const answer = new Promise<{ status: number; body: any }>((resolve, reject) => {
    call.once('error', reject)
    call.once('response', (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) }))
      response.once('error', reject)
    })
  })
  answer.catch(() => undefined)
  return { call, answer }
}

describe('a file on a matter', () => {
  test('is kept under an id, told in the timeline, listed, and comes back as it was', async () => {
    const bytes = docxOf({ name: 'word/media/image1.png', bytes: pngOf(300_000) })
    const sent = await upload(bytes, { name: '整改情况报告.docx' })
    expect(sent.status, JSON.stringify(sent.body)).toBe(201)
    const { id } = sent.body
    expect(sent.body).toMatchObject({
      name: '整改情况报告.docx',
      type: 'docx',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      attachedBy: { name: '李四' },
      isOwn: true,
    })
    expect(await list(zhang)).toEqual([{ ...sent.body, isOwn: false }])
    expect(readFileSync(placeOf(id)).equals(bytes)).toBe(true)
    expect(statSync(placeOf(id)).mode & 0o777).toBe(0o600)
    expect(incoming()).toEqual([])
    const { timeline } = (await scene.ask('get', `/matters/${number}`, { token: zhang })).body
    expect(timeline.items[0]).toMatchObject({ action: 'attach', text: '整改情况报告.docx', actor: { name: '李四' } })

    const got = await scene.ask('get', `/attachments/${id}`, { token: zhang })
    expect(got.status).toBe(200)
    expect(Buffer.from(got.body as ArrayBuffer).equals(bytes)).toBe(true)
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'content-length': String(bytes.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    })
    const disposition = got.headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^attachment;/)
    expect(disposition).toContain(`filename*=UTF-8''${encodeURIComponent('整改情况报告.docx')}`)
  })

  test('may come in a form, as wx.uploadFile sends it; a name in the address stands over the temporary one', async () => {
    expect(await uploadForm(pngOf(), '现场照片.png')).toMatchObject({ status: 201, body: { name: '现场照片.png', type: 'png' } })
    expect(await uploadForm(pngOf(), 'tmp_8f3a.png', `?name=${encodeURIComponent('整改后')}`)).toMatchObject({
      status: 201,
      body: { name: '整改后.png' },
    })
    expect(await uploadForm(pngOf(3 * MB), 'big.png')).toMatchObject({ status: 201, body: { size: 3 * MB } })
  })

  test('with the name of another one stands beside it', async () => {
    for (const size of [100, 200]) expect((await upload(pdfOf(size), { name: '方案.pdf' })).status).toBe(201)
    const items = await list()
    expect(items.map(({ name, size }) => [name, size])).toEqual([
      ['方案.pdf', 100],
      ['方案.pdf', 200],
    ])
    expect(new Set(items.map(({ id }) => id)).size).toBe(2)
  })

  test.each([
    ['../../../../etc/cron.d/x.pdf', 'x.pdf'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['/dev/shm/qunban.pdf', 'qunban.pdf'],
    ['a"\r\nX-Evil: 1.pdf', 'aX-Evil 1.pdf'],
    ['%2e%2e%2fx.pdf', '%2e%2e%2fx.pdf'],
  ])('called %j is called %j and stands where its id says', async (name, clean) => {
    const sent = await upload(pdfOf(), { name })
    if (clean.endsWith('.ini')) {
      expect(sent).toMatchObject({ status: 400 })
      return
    }
    expect(sent).toMatchObject({ status: 201, body: { name: clean } })
    expect(existsSync(placeOf(sent.body.id))).toBe(true)
    const got = await scene.ask('get', `/attachments/${sent.body.id}`, { token: li })
    expect(got.headers.get('x-evil')).toBeNull()
    expect(got.headers.get('content-disposition')).toMatch(/^attachment;/)
  })
})

describe('refused, with nothing left behind:', () => {
  test.each<[string, Uint8Array, Sending, number, string]>([
    ['another type', Buffer.from('MZ\u0090'), { name: 'a.pdf' }, 400, '不支持这种文件'],
    ['a disguise', pdfOf(), { name: '报告.docx' }, 400, '内容却是 .pdf'],
    ['macros', docxOf({ name: 'word/vbaProject.bin', bytes: 'x' }), { name: 'a.docx' }, 400, '宏'],
    ['a zip bomb', docxOf({ name: 'word/media/a.bin', bytes: Buffer.alloc(9 * MB) }), { name: 'a.docx' }, 413, '压缩比过高'],
    ['nothing', new Uint8Array(), { name: 'a.pdf' }, 400, '是空的'],
    ['a type nobody asked for', pdfOf(), { name: 'a.pdf', type: 'text/html' }, 400, '上传一个文件'],
    ['a name that is too long', pdfOf(), { name: 'x'.repeat(401) }, 400, '填写有误'],
  ])('%s', async (_what, bytes, sending, status, words) => {
    const answer = await upload(bytes, sending)
    expect(answer).toMatchObject({ status, body: { error: { message: expect.stringContaining(words) } } })
    await expectNothingLeft()
  })

  test('a form without a file, and one that is no form at all', async () => {
    for (const raw of ['--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--b--\r\n', 'nonsense', '']) {
      const answer = await scene.ask('post', `/matters/${number}/attachments`, {
        token: li,
        raw,
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      })
      expect(answer, raw).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('上传格式有误') } } })
    }
    expect((await upload(pdfOf(), { type: 'multipart/form-data' })).status).toBe(400)
    await expectNothingLeft()
  })

  test('a form that ends in the middle of its file', async () => {
    const raw = '--b\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n%PDF-1.7 and then'
    const answer = await scene.ask('post', `/matters/${number}/attachments`, {
      token: li,
      raw,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    })
    expect(answer.status).toBe(400)
    await expectNothingLeft()
  })

  test('a marked name: nothing of it is stored but the incident', async () => {
    const answer = await upload(pdfOf(), { name: '绝密★一年 部署方案.pdf' })
    expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('涉密') } } })
    expect(await uploadForm(pdfOf(), '机密文件.pdf')).toMatchObject({ status: 400 })
    expect(await scene.stage.runner.read((tx) => tx.count(SecurityIncident))).toBe(2)
    await expectNothingLeft()
  })
})

describe('too large', () => {
  beforeEach(() => setLimits({ maxMegabytes: 1 }))

  test.each<[string, Record<string, string | number>]>([
    ['by what it announces', { 'content-length': 3 * MB }],
    ['by what it sends', { 'transfer-encoding': 'chunked' }],
  ])('%s: the answer is heard by who is still sending', async (_what, headers) => {
    const { call, answer } = beginUpload(headers)
    for (let sent = 0; sent < 3; sent += 1) {
      call.write(Buffer.alloc(MB, 0x20))
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    call.end()
    expect(await answer).toMatchObject({ status: 413, body: { error: { code: 'too_large', message: '文件太大,单个附件不超过 1 MB' } } })
    await expectNothingLeft()
  })

  test('heard as well by one who listens only after having sent everything', async () => {
    const { hostname, port } = new URL(scene.url)
    const socket = connect(Number(port), hostname)
    const head = [
      `POST /api/v1/matters/${number}/attachments?name=a.pdf HTTP/1.1`,
      'Host: x',
      `Authorization: Bearer ${li}`,
      'Content-Type: application/pdf',
      `Content-Length: ${30 * MB}`,
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    for (let sent = 0; sent < 30; sent += 1) await new Promise((resolve) => socket.write(Buffer.alloc(MB, 0x20), resolve))
    await new Promise((resolve) => setTimeout(resolve, 100))
    const [chunk] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    expect(chunk.toString()).toContain('HTTP/1.1 413')
    await expectNothingLeft()
  })

  test('in a form', async () => {
    expect(await uploadForm(pngOf(2 * MB), 'a.png')).toMatchObject({ status: 413 })
    await expectNothingLeft()
  })

  test('exactly the limit is not', async () => {
    expect((await upload(pdfOf(MB), { name: 'a.pdf' })).status).toBe(201)
    expect((await upload(pdfOf(MB + 1), { name: 'a.pdf' })).status).toBe(413)
  })

  test('who sends without end is cut off', async () => {
    const { call, answer } = beginUpload({ 'transfer-encoding': 'chunked' })
    const sending = setInterval(() => call.write(Buffer.alloc(MB / 2)), 5)
    const outcome = await answer.then(({ status }) => status).catch(() => 'cut')
    clearInterval(sending)
    call.destroy()
    expect([413, 'cut']).toContain(outcome)
    await vi.waitFor(expectNothingLeft, 5_000)
  })
})

describe('an upload that breaks off half-way leaves nothing', () => {
  test.each([
    ['a plain one', 'application/pdf', Buffer.from('%PDF-1.7\n')],
    [
      'a form',
      'multipart/form-data; boundary=b',
      Buffer.from('--b\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'),
    ],
  ])('%s', async (_what, type, beginning) => {
    const { call } = beginUpload({ 'content-length': 5 * MB, 'content-type': type })
    call.write(beginning)
    call.write(Buffer.alloc(MB))
    await vi.waitFor(async () => {
      expect(incoming()).toHaveLength(1)
      expect(await rowsHere()).toMatchObject([{ state: 'receiving' }])
      expect(statSync(path.join(scene.folder, 'incoming', incoming()[0]!)).size).toBeGreaterThan(MB / 2)
    }, 5_000)
    expect(await list()).toEqual([])
    call.destroy()
    await vi.waitFor(expectNothingLeft, 5_000)
  })

  test('nor does one refused while its sender goes away', async () => {
    const { call } = beginUpload({ 'content-length': 5 * MB }, await scene.signIn(scene.member('王五')))
    call.write(Buffer.alloc(MB))
    await new Promise((resolve) => setTimeout(resolve, 100))
    call.destroy()
    await vi.waitFor(expectNothingLeft, 5_000)
    expect((await upload(pdfOf(), { name: 'a.pdf' })).status).toBe(201)
  })
})

describe('who sees the matter whole', () => {
  test('sees, fetches and adds; to others neither matter nor file is there', async () => {
    const { id } = (await upload(pdfOf(), { name: 'a.pdf' })).body
    const wang = await scene.signIn(scene.member('王五'))
    const auditor = await scene.signIn(scene.member('审计'))
    for (const token of [wang, auditor]) {
      expect((await scene.ask('get', `/matters/${number}/attachments`, { token })).status).toBe(404)
      expect((await scene.ask('get', `/attachments/${id}`, { token })).status).toBe(404)
      expect((await scene.ask('delete', `/attachments/${id}`, { token })).status).toBe(404)
      expect((await upload(pdfOf(5 * MB), { token, name: 'a.pdf' })).status).toBe(404)
    }
    const said = await scene.ask('get', `/attachments/${id}`, { token: wang })
    expect(JSON.stringify(said.body)).not.toContain(String(number))
    expect((await scene.ask('get', `/attachments/${'0'.repeat(26)}`, { token: wang })).body.error.message).toBe(said.body.error.message)
    for (const odd of ['..%2f..%2fetc%2fpasswd', 'x', '%00'])
      expect((await scene.ask('get', `/attachments/${odd}`, { token: li })).status).toBe(404)
    expect(await rowsHere()).toHaveLength(1)
  })

  test('rights that ended during the upload end the upload', async () => {
    const grant = await scene.grant('王五', 'supervisor', 'ZFB')
    const token = await scene.signIn(scene.member('王五'))
    const put = createDiskStore(scene.folder).put
    wrong.put = async (id, file) => {
      await put(id, file)
      await scene.revoke(grant)
    }
    expect((await upload(pdfOf(), { token, name: 'a.pdf' })).status).toBe(404)
    await expectNothingLeft()
  })
})

test('a matter that ends during the upload ends the upload', async () => {
  const put = createDiskStore(scene.folder).put
  wrong.put = async (id, file) => {
    await put(id, file)
    await scene.ask('post', `/matters/${number}/cancel`, { token: zhang, body: { reason: '不办了' } })
  }
  expect((await upload(pdfOf(), { name: 'a.pdf' })).body.error).toMatchObject({ code: 'wrong_state' })
  await expectNothingLeft()
})

describe('taking away', () => {
  test('is for who attached it: the row keeps who and when, the bytes go', async () => {
    const { id } = (await upload(pdfOf(), { name: '错传.pdf' })).body
    expect(await scene.ask('delete', `/attachments/${id}`, { token: zhang })).toMatchObject({
      status: 403,
      body: { error: { message: '附件只能由上传的人删除' } },
    })
    expect((await scene.ask('delete', `/attachments/${id}`, { token: li })).status).toBe(204)
    expect(existsSync(placeOf(id))).toBe(false)
    expect(await list()).toEqual([])
    expect((await scene.ask('get', `/attachments/${id}`, { token: li })).status).toBe(404)
    expect((await scene.ask('delete', `/attachments/${id}`, { token: li })).status).toBe(404)
    expect(await rowsHere()).toMatchObject([
      { id, state: 'removed', removedById: scene.member('李四'), removedAt: scene.now(), sweepAt: null },
    ])
    const events = await scene.stage.runner.read((tx) => tx.findBy(MatterEvent, { action: 'remove_attachment' }))
    expect(events.at(-1)).toMatchObject({ text: '错传.pdf', actorId: scene.member('李四') })
  })

  test('ends with the matter, and so does adding; reading stays', async () => {
    const { id } = (await upload(pdfOf(), { name: 'a.pdf' })).body
    await scene.ask('post', `/matters/${number}/cancel`, { token: zhang, body: { reason: '不办了' } })
    expect((await scene.ask('delete', `/attachments/${id}`, { token: li })).body.error).toMatchObject({ code: 'wrong_state' })
    expect((await upload(pdfOf(), { name: 'b.pdf' })).body.error).toMatchObject({
      code: 'wrong_state',
      message: `〔${number}〕已撤销,附件不能再增减`,
    })
    expect((await scene.ask('get', `/attachments/${id}`, { token: li })).status).toBe(200)
  })

  test('done twice at the same time is done once', async () => {
    const { id } = (await upload(pdfOf(), { name: 'a.pdf' })).body
    const answers = await Promise.all([1, 2, 3].map(() => scene.ask('delete', `/attachments/${id}`, { token: li })))
    expect(sortedStatuses(answers)).toEqual([204, 404, 404])
  })
})

describe('limits', () => {
  test('so many on a matter, however many come at once', async () => {
    await setLimits({ maxPerMatter: 3 })
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => upload(pdfOf(1_000 + n), { name: `${n}.pdf`, token: n % 2 ? li : zhang })),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(3)
    expect(statuses.filter((status) => status === 409)).toHaveLength(9)
    expect(answers.find(({ status }) => status === 409)?.body.error.message).toContain('已达 3 个')
    expect(await list()).toHaveLength(3)
    expect(await rowsHere()).toHaveLength(3)
    const [first] = await list()
    await scene.ask('delete', `/attachments/${first.id}`, { token: first.attachedBy.name === '李四' ? li : zhang })
    expect((await upload(pdfOf(), { name: 'a.pdf' })).status).toBe(201)
    expect((await upload(pdfOf(), { name: 'a.pdf' })).status).toBe(409)
  })

  test('so many a day by one person, over all matters, taken away or not', async () => {
    const token = await scene.signIn(scene.member('赵六'))
    const mine = await scene.task('报送', [`m:${scene.member('赵六')}`])
    const other = await scene.task('再报', [`m:${scene.member('赵六')}`])
    await setLimits({ filesPerPersonDay: 3 })
    const first = await upload(pdfOf(), { token, to: mine, name: 'a.pdf' })
    await scene.ask('delete', `/attachments/${first.body.id}`, { token })
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => upload(pdfOf(), { token, to: n % 2 ? mine : other, name: 'a.pdf' })),
    )
    expect(sortedStatuses(answers)).toEqual([201, 201, 429, 429, 429, 429])
    expect(answers.find(({ status }) => status === 429)?.body.error.message).toBe('您今天已上传 3 个附件,请明天再传')
    scene.officePasses(24 * HOUR_MS)
    expect((await upload(pdfOf(), { token, to: mine, name: 'a.pdf' })).status).toBe(201)
    await setLimits({ megabytesPerPersonDay: 1 })
    expect((await upload(pdfOf(MB), { token, to: mine, name: 'a.pdf' })).status).toBe(429)
  })
})

describe('the same Idempotency-Key', () => {
  test('has one effect and the same answer, also when the matter is full or over by then', async () => {
    await setLimits({ maxPerMatter: 1 })
    const first = await upload(pdfOf(), { name: 'a.pdf', key: 'upload-key-1' })
    expect(first.status).toBe(201)
    expect((await upload(pdfOf(), { name: 'b.pdf' })).status).toBe(409)
    const again = await upload(pdfOf(), { name: 'a.pdf', key: 'upload-key-1' })
    expect([again.status, again.body]).toEqual([201, first.body])
    await scene.ask('post', `/matters/${number}/cancel`, { token: zhang, body: { reason: '不办了' } })
    expect((await upload(pdfOf(), { name: 'a.pdf', key: 'upload-key-1' })).body).toEqual(first.body)
    expect(await rowsHere()).toHaveLength(1)
    expect(incoming()).toEqual([])
  })

  test('at the same time as well', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => upload(pdfOf(50_000), { name: 'a.pdf', key: 'upload-key-2' })))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(await rowsHere()).toHaveLength(1)
    expect(incoming()).toEqual([])
  })

  test('with another file or name is a conflict', async () => {
    await upload(pdfOf(), { name: 'a.pdf', key: 'upload-key-3' })
    expect((await upload(pdfOf(300), { name: 'a.pdf', key: 'upload-key-3' })).body.error.code).toBe('conflict')
    expect((await upload(pdfOf(), { name: 'b.pdf', key: 'upload-key-3' })).body.error.code).toBe('conflict')
    expect(await rowsHere()).toHaveLength(1)
  })
})

describe('when the storage fails', () => {
  const noRoom = (): Error => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })

  test('a full disk is said in words, and nothing stays', async () => {
    const { asStorageProblem } = await import('../../storage/storage-faults.ts')
    wrong.put = async () => {
      throw asStorageProblem(noRoom())
    }
    expect(await upload(pdfOf(), { name: 'a.pdf' })).toMatchObject({
      status: 503,
      body: { error: { code: 'unavailable', message: '附件存储空间已满,文件没有保存,请联系管理员' } },
    })
    await expectNothingLeft()
  })

  test('one that cannot be reached: attaching and fetching are refused, a removal is made up for', async () => {
    const { id } = (await upload(pdfOf(), { name: 'a.pdf' })).body
    const away = () => Promise.reject(storageAway())
    Object.assign(wrong, { put: away, get: away, remove: away })
    expect((await upload(pdfOf(), { name: 'b.pdf' })).status).toBe(503)
    expect((await scene.ask('get', `/attachments/${id}`, { token: li })).body.error).toMatchObject({ code: 'unavailable' })
    expect((await scene.ask('delete', `/attachments/${id}`, { token: li })).status).toBe(204)
    expect(await list()).toEqual([])
    expect((await rowsHere()).map(({ state }) => state)).toEqual(['removed', 'discarded'])
    const sweep = removeSweptFiles(scene.config.files)
    await expect(sweep.run(scene.stage)).rejects.toThrow('附件存储暂时不可用')
    delete wrong.remove
    await sweep.run(scene.stage)
    expect(existsSync(placeOf(id))).toBe(true)
    scene.machinePasses(600_001)
    await sweep.run(scene.stage)
    expect(existsSync(placeOf(id))).toBe(false)
    expect(await rowsHere()).toMatchObject([{ id, state: 'removed', sweepAt: null }])
    ;[li, zhang] = [await scene.signIn(scene.member('李四')), await scene.signIn(scene.member('张三'))]
  })

  test('bytes that somebody took away behind our back are said to be gone', async () => {
    const { id } = (await upload(pdfOf(), { name: 'a.pdf' })).body
    await createDiskStore(scene.folder).remove(id)
    expect((await scene.ask('get', `/attachments/${id}`, { token: li })).body.error).toMatchObject({ code: 'gone' })
  })
})

test('the same with a bucket: up, listed, down, away, and refused in words once its server is gone', async () => {
  const s3 = await startS3()
  Object.assign(wrong, await openFileStore({ folder: scene.folder, s3: s3.config }))
  const bytes = docxOf({ name: 'word/media/image1.png', bytes: randomBytes(2 * MB) })
  const { body } = await upload(bytes, { name: '方案.docx' })
  expect(body).toMatchObject({ name: '方案.docx', size: bytes.length })
  expect(existsSync(placeOf(body.id))).toBe(false)
  const got = await scene.ask('get', `/attachments/${body.id}`, { token: zhang })
  expect(Buffer.from(got.body as ArrayBuffer).equals(bytes)).toBe(true)
  expect((await scene.ask('delete', `/attachments/${body.id}`, { token: li })).status).toBe(204)
  await expect(wrong.get?.(body.id)).rejects.toMatchObject({ code: 'gone' })
  const { id } = (await upload(pdfOf(), { name: 'a.pdf' })).body
  await s3.stop()
  expect((await scene.ask('get', `/attachments/${id}`, { token: li })).body.error).toMatchObject({ code: 'unavailable' })
  expect((await upload(pdfOf(), { name: 'b.pdf' })).body.error).toMatchObject({ code: 'unavailable' })
  expect(incoming()).toEqual([])
})

describe('what a killed process leaves', () => {
  test('is found by its row and removed an hour later, not before; then it is too late to keep it', async () => {
    const put = createDiskStore(scene.folder).put
    let stop: (error: Error) => void = () => undefined
    wrong.put = async (id, file) => {
      await put(id, file)
      await new Promise((_resolve, reject) => {
        stop = reject
      })
    }
    const dying = upload(pdfOf(), { name: 'a.pdf' })
    await vi.waitFor(async () => expect((await rowsHere()).filter(({ id }) => existsSync(placeOf(id)))).toHaveLength(1), 5_000)
    const [row] = await rowsHere()
    const sweep = removeSweptFiles(scene.config.files)
    await sweep.run(scene.stage)
    expect(existsSync(placeOf(row!.id))).toBe(true)
    mkdirSync(path.join(scene.folder, 'incoming'), { recursive: true })
    writeFileSync(path.join(scene.folder, 'incoming', row!.id), 'half')
    scene.machinePasses(HOUR_MS + 1)
    await Promise.all([sweep.run(scene.stage), sweep.run(scene.stage)])
    await expectNothingLeft()
    stop(storageAway())
    expect((await dying).status).toBe(503)
    ;[li, zhang] = [await scene.signIn(scene.member('李四')), await scene.signIn(scene.member('张三'))]
  })
})

test('none of it was a fault of ours', () => {
  expect(scene.faults()).toEqual([])
})
