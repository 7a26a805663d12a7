import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Member, RoleGrant, Unit } from '../../../entities/index.ts'
import { importPeople, type ImportOptions } from '../../../use-cases/people/import-people.ts'
import { openMobile } from '../../../use-cases/people/mobile-cipher.ts'
import { openAdminScene, peopleRows, refusalOf, type AdminScene } from '../../support/admin-scene.ts'

const mobileKey = Buffer.alloc(32, 7)
let scene: AdminScene
const bring = (rows: Parameters<typeof peopleRows>, options: Partial<ImportOptions> = {}) =>
  scene.commandLine.does((ctx) => importPeople(ctx, peopleRows(...rows), { mobileKey, ...options }))
const find = (where: { id?: string; name?: string; staffNo?: string }): Promise<Member | null> =>
  scene.runner.read((tx) => tx.findOneBy(Member, where))
const rolesOf = async (memberId: string): Promise<string[]> =>
  (await scene.runner.read((tx) => tx.findBy(RoleGrant, { memberId })))
    .map((grant) => `${grant.role}@${scene.laid.units.find(({ id }) => id === grant.unitId)?.code}`)
    .toSorted()

describe('into an empty database', () => {
  beforeEach(async () => {
    scene = await openAdminScene(null)
  })
  afterEach(() => scene.close())

  test('the units come along: the first one without a superior is the office itself', async () => {
    const result = await bring([
      { name: '张三', unitCode: 'ZFB', unitName: '市政府办', roles: '领导' },
      { name: '李四', unitCode: 'XF1', unitName: '一大队', parentCode: 'XF' },
      { name: '王五', unitCode: 'XF', unitName: '消防队', roles: '单位分管领导、督查科@ZFB' },
    ])
    expect(result).toMatchObject({ applied: true, created: 3, newUnits: 3, problems: [] })
    await scene.commandLine.does(async ({ office: { directory } }) => {
      const code = (id: string): string[] => directory.unitsAbove(id).map((unit) => unit.code)
      const li = directory.membersNamed('李四', '2026-11-23')[0]!
      const wang = directory.membersNamed('王五', '2026-11-23')[0]!
      expect(code(li.unitId)).toEqual(['XF1', 'XF', 'ZFB'])
      expect(directory.holdsAtRoot(wang.id, 'supervisor', '2026-11-23')).toBe(true)
      expect(directory.holds(wang.id, 'unit_head', li.unitId, '2026-11-23')).toBe(true)
    })
    expect(await scene.audit()).toEqual(['people.import'])
  })

  test('one wrong row keeps everything out', async () => {
    const result = await bring([
      { name: '张三', unitCode: 'ZFB', unitName: '市政府办' },
      { name: '李四', unitCode: 'ZFB', roles: '厨师' },
    ])
    expect(result).toMatchObject({ applied: false, problems: [{ line: 3, reasons: [expect.stringContaining('没有“厨师”这个角色')] }] })
    expect(await find({ name: '张三' })).toBeNull()
    expect(await scene.audit()).toEqual([])
  })

  test('with partial the right rows come in, but not those that lean on a unit only a wrong row names', async () => {
    const result = await bring(
      [
        { name: '张三', unitCode: 'ZFB', unitName: '市政府办' },
        { name: '李四', unitCode: 'XF', unitName: '消防队', mobile: '12' },
        { name: '王五', unitCode: 'XF' },
        { name: '孙六', unitCode: 'CG', unitName: '城管局', parentCode: 'QQ' },
      ],
      { partial: true },
    )
    expect(result).toMatchObject({ applied: true, created: 1, newUnits: 1 })
    expect(result.problems.map(({ line }) => line)).toEqual([3, 4, 5])
    expect(result.problems[1]!.reasons[0]).toContain('没有代码为“XF”的单位')
    expect(result.problems[2]!.reasons[0]).toContain('上级单位代码“QQ”不存在')
  })

  test('a dry run says what would happen and writes nothing', async () => {
    expect(await bring([{ name: '张三', unitCode: 'ZFB', unitName: '市政府办' }], { dryRun: true })).toMatchObject({
      applied: false,
      created: 1,
      problems: [],
    })
    expect(await scene.runner.read((tx) => tx.count(Unit))).toBe(0)
  })

  test('a long table tells how far it is', async () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => ({ name: `人${index}`, unitCode: 'ZFB', unitName: '市政府办' }))
    const heard: string[] = []
    const result = await bring(rows, { onProgress: (done, total) => heard.push(`${done}/${total}`) })
    expect(result.created).toBe(1_200)
    expect(heard).toContain('600/1200')
    expect(heard.at(-1)).toBe('1200/1200')
  })
})

describe('into an office that is there', () => {
  beforeEach(async () => {
    scene = await openAdminScene()
  })
  afterEach(() => scene.close())

  test('the staff number says who it is, even in another unit under another name', async () => {
    const result = await bring([{ name: '赵小七', unitCode: 'YJZX', staffNo: '102', post: '科员' }])
    expect(result).toMatchObject({ created: 0, updated: 1 })
    expect(await find({ id: scene.member('赵七') })).toMatchObject({
      name: '赵小七',
      unitId: scene.unit('YJZX'),
      post: '科员',
      officer: 'full_time',
      mobileMasked: '136****0002',
    })
  })

  test('without one it is unit and name, and a new staff number is taken over', async () => {
    await bring([{ name: '张三', unitCode: 'ZFB', staffNo: '009' }])
    expect(await find({ id: scene.member('张三') })).toMatchObject({ staffNo: '009', post: '副秘书长' })
  })

  test('a namesake with another staff number is somebody else', async () => {
    expect(await bring([{ name: '王伟', unitCode: 'YJ', staffNo: '199' }])).toMatchObject({ created: 1, updated: 0 })
  })

  test('the same table again changes nothing', async () => {
    const rows = [{ name: '赵七', unitCode: 'YJ', staffNo: '102', mobile: '13600040002', roles: '信息员' }]
    await bring(rows)
    expect(await bring(rows)).toMatchObject({ applied: true, created: 0, updated: 0, unchanged: 1 })
  })

  test('blank cells keep, “无” clears, roles are replaced whole', async () => {
    const qin = scene.member('秦川')
    await bring([{ name: '秦川', unitCode: 'YJ', staffNo: '101' }])
    expect(await rolesOf(qin)).toEqual(['system_admin@YJ', 'unit_head@YJ'])
    await bring([{ name: '秦川', unitCode: 'YJ', staffNo: '101', roles: '督查@ZFB、unit_head' }])
    expect(await rolesOf(qin)).toEqual(['supervisor@ZFB', 'unit_head@YJ'])
    await bring([
      { name: '秦川', unitCode: 'YJ', staffNo: '101', roles: '无' },
      { name: '赵七', unitCode: 'YJ', staffNo: '102', mobile: '无', officer: '无' },
    ])
    expect(await rolesOf(qin)).toEqual([])
    expect(await find({ id: scene.member('赵七') })).toMatchObject({ mobileMasked: null, mobileEncrypted: null, officer: null })
  })

  test('people write things their own way', async () => {
    await bring([{ name: '钱 八', unitCode: 'YJ', mobile: '+86 139-0000-2222', officer: '兼职', endsOn: '2026年12月5日', staffNo: '8' }])
    const qian = await find({ staffNo: '8' })
    expect(qian).toMatchObject({ name: '钱八', mobileMasked: '139****2222', officer: 'part_time', endsOn: '2026-12-05' })
    expect(openMobile(mobileKey, qian!.mobileEncrypted!)).toBe('13900002222')
  })

  test('all faults of a row are told at once, with unreadable cells', async () => {
    const [row] = peopleRows({ name: '甲', unitCode: 'YJ', mobile: '1', officer: '是' })
    const { problems } = await scene.commandLine.does((ctx) =>
      importPeople(ctx, [{ ...row!, faults: ['“职务”是公式,请粘贴为数值'] }], { mobileKey }),
    )
    expect(problems[0]!.reasons).toHaveLength(3)
  })

  test('two of one name in one unit need a staff number', async () => {
    await bring([{ name: '王伟', unitCode: 'YJ', staffNo: '199' }])
    const { problems } = await bring([{ name: '王伟', unitCode: 'YJ' }])
    expect(problems[0]!.reasons[0]).toContain('请写工号')
  })

  test('somebody who left is not brought back by a table', async () => {
    await scene.runner.transaction((tx) => tx.update(Member, { id: scene.member('赵七') }, { leftAt: scene.now() }))
    const { problems } = await bring([{ name: '赵七', unitCode: 'YJ', staffNo: '102' }])
    expect(problems[0]!.reasons[0]).toContain('已离岗')
  })

  test('a closed unit takes nobody', async () => {
    await scene.runner.transaction((tx) => tx.update(Unit, { id: scene.unit('YJZX') }, { closedAt: scene.now() }))
    const { problems } = await bring([{ name: '甲', unitCode: 'YJZX' }])
    expect(problems[0]!.reasons[0]).toContain('已撤销')
  })

  test('without a key no mobile is taken', async () => {
    const { problems } = await bring([{ name: '甲', unitCode: 'YJ', mobile: '13900002222' }], { mobileKey: null })
    expect(problems[0]!.reasons[0]).toContain('没有配置加密密钥')
  })

  test('by API it is the system administrator’s, and roles need the security administrator too', async () => {
    const run = (name: string, roles?: string) =>
      scene
        .person(name)
        .does((ctx) => importPeople(ctx, peopleRows({ name: '甲', unitCode: 'YJ', ...(roles ? { roles } : {}) }), { mobileKey }))
    expect(await refusalOf(run('张三'))).toMatchObject({ code: 'forbidden' })
    expect(await refusalOf(run('秦川'))).toMatchObject({ code: 'forbidden' })
    expect(await refusalOf(run('方系统', '督查科'))).toMatchObject({ code: 'forbidden', message: expect.stringContaining('安全管理员') })
    expect(await run('方系统')).toMatchObject({ applied: true, created: 1 })
  })
})

describe('a wrong row', () => {
  beforeAll(async () => {
    scene = await openAdminScene()
  })
  afterAll(() => scene.close())

  test.each<[string, Parameters<typeof peopleRows>, number, string]>([
    ['no name', [{ unitCode: 'YJ' }], 2, '缺姓名'],
    ['no unit', [{ name: '甲' }], 2, '缺单位代码'],
    ['a unit nobody knows', [{ name: '甲', unitCode: 'QQ' }], 2, '没有代码为“QQ”的单位'],
    ['another name for a known code', [{ name: '甲', unitCode: 'YJ', unitName: '住建局' }], 2, '代码“YJ”在库里是“应急局”'],
    [
      'a staff number twice',
      [
        { name: '甲', unitCode: 'YJ', staffNo: '7' },
        { name: '乙', unitCode: 'YJ', staffNo: '7' },
      ],
      3,
      '工号“7”与第 2 行重复',
    ],
    [
      'the same person twice',
      [
        { name: '甲', unitCode: 'YJ' },
        { name: '甲', unitCode: 'YJ' },
      ],
      3,
      '与第 2 行重复',
    ],
    [
      'one person by number and by name',
      [
        { name: '赵七', unitCode: 'YJ', staffNo: '102' },
        { name: '赵七', unitCode: 'YJ' },
      ],
      3,
      '与第 2 行重复',
    ],
    ['a day that is none', [{ name: '甲', unitCode: 'YJ', endsOn: '2026-02-30' }], 2, '日期请写成'],
    ['a word for the officer', [{ name: '甲', unitCode: 'YJ', officer: '是' }], 2, '只能填 专职 或 兼职'],
    ['a role in no unit', [{ name: '甲', unitCode: 'YJ', roles: '督查科@QQ' }], 2, '角色里的单位“QQ”不存在'],
    ['a name too long', [{ name: '甲'.repeat(41), unitCode: 'YJ' }], 2, '最多 40 字'],
    ['a control character', [{ name: '甲', unitCode: 'YJ', post: 'a\u0000b' }], 2, '含有非法字符'],
    [
      'new units in a circle',
      [
        { name: '甲', unitCode: 'P', unitName: '丙', parentCode: 'Q' },
        { name: '乙', unitCode: 'Q', unitName: '丁', parentCode: 'P' },
      ],
      2,
      '不存在',
    ],
  ])('%s is told with its line', async (_what, rows, line, words) => {
    const { applied, problems } = await bring(rows)
    expect(applied).toBe(false)
    expect(problems.find((problem) => problem.line === line)?.reasons.join(';')).toContain(words)
  })
})
