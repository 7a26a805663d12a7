import { describe, expect, it } from 'vitest'
import { Absence, ProcedureStep } from '../../../entities/index.ts'
import { getMatter } from '../../../use-cases/matters/find-matter.ts'
import { listAttendance } from '../../../use-cases/meetings/list-attendance.ts'
import { countDuties } from '../../../use-cases/people/hand-over-member.ts'
import { publishDefinition } from '../../../use-cases/procedures/definitions.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const owing = async (scene: Scene, number: number): Promise<string[]> =>
  (await scene.matter(number)).todos.filter(({ closedAt }) => closedAt === null).map(({ duty, party }) => `${duty} ${party}`)
const runningParties = (scene: Scene) =>
  scene.zhou.does(async ({ tx }) => (await tx.findBy(ProcedureStep, { state: 'running' })).flatMap(({ parties }) => parties))

describe('who owes steps, answers, signatures and follow-ups of every kind', () => {
  it('hands all of it over in one act; the history stays, and nobody owes nothing', async () => {
    const scene = await openScene()
    const { feng, zhou, li, chen, group, matter } = scene
    const [zhaoqi, wufu, dongan, songge] = ['赵七', '吴副', '董安', '宋歌'].map((name) => scene.actor(name)) as [
      Scene['li'],
      Scene['li'],
      Scene['li'],
      Scene['li'],
    ]
    await li.says('#申请 审批 购置应急物资一批,@城管局 承办')
    await chen.whispers('#外出 11月25日至27日 赴省城参加会议,黄蓉主持')
    await zhaoqi.says('#紧急 今天上午8:20,高新区某厂区发生火灾,正在扑救')
    await scene.zhang.says('#会议 11月26日上午9点 防火工作例会 @李四 @王五')
    await zhaoqi.says('#补充 130 伤亡核实中,据企业报告')
    await li.says('#参会 131')
    expect(await owing(scene, 130)).toEqual(['sign 周正', 'sign 吴副', 'handle 赵七'])

    // The supervisor's step: whoever comes after it is written on it.
    await feng.says('#移交 @冯督 @董安')
    expect(await owing(scene, 128)).toEqual(['decide 董安'])
    expect(await runningParties(scene)).toContain(`m:${dongan.id}`)
    await dongan.whispers('#办结 128 材料齐全')
    expect(await owing(scene, 128)).toEqual(['decide 城管局'])

    // The director's word on an absence, and the signature that the deputy owes already.
    await feng.says('#移交 @周正 @吴副')
    expect(group.heard().at(-1)).toBe('已把 周正 的待办 2 项移交给 吴副,原时限不变,办理记录保留')
    expect(await owing(scene, 129)).toEqual(['decide 吴副'])
    expect((await owing(scene, 130)).toSorted()).toEqual(['handle 赵七', 'sign 吴副'])
    await wufu.whispers('#同意 129')
    expect((await matter(129)).stage).toBe('已报备')
    await wufu.says('#签发 130')
    expect(await owing(scene, 130)).toEqual(['submit 赵七'])
    const { due } = (await matter(130)).todos.at(-1)!

    // The reporter's next 续报, with its hour; what was reported stays the reporter's.
    await feng.says('#移交 @赵七 @宋歌 轮岗')
    expect(await owing(scene, 130)).toEqual(['submit 宋歌'])
    expect((await matter(130)).todos.at(-1)?.due).toBe(due)
    await songge.whispers('#续报 130 明火已扑灭')
    expect(songge.heard().at(-1)).toContain('〔130〕续报一已记录')
    const moved = await matter(130)
    expect(moved.events.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      '赵七 create',
      '赵七 supplement',
      '冯督 transfer',
      '吴副 sign',
      '冯督 transfer',
      '宋歌 follow_up',
    ])
    expect(moved.issuer).toBe('宋歌')

    // The meeting: one had answered, one had not. Both successors are asked.
    await feng.says('#移交 @李四 @孙磊')
    await feng.says('#移交 @王五 @刘洋')
    expect((await owing(scene, 131)).toSorted()).toEqual(['decide 刘洋', 'decide 孙磊'])
    await scene.sun.says('#请假 131 出差')
    const attendance = await scene.zhang.does(async (ctx) => listAttendance(ctx, await getMatter(ctx, 131)))
    expect(attendance).toEqual({
      coming: [],
      away: [{ party: `m:${scene.sun.id}`, reason: '出差' }],
      silent: [`m:${scene.actor('刘洋').id}`],
    })
    for (const who of [feng, zhou, zhaoqi, li, scene.wu])
      expect(await feng.does((ctx) => countDuties(ctx, who.id))).toEqual({ todos: 0, issued: 0 })
    // Handed back, one's own earlier word stands again.
    await feng.says('#移交 @孙磊 @李四')
    expect(await owing(scene, 131)).toEqual(['decide 刘洋'])
  })

  it('leaves what is one’s own: an absence and a suggestion go to nobody, and hold nobody back', async () => {
    const scene = await openScene()
    const { feng, li, sun, zhao } = scene
    await li.whispers('#外出 11月25日至27日 看病,孙磊主持')
    await li.whispers('#建议 支队长要求的报表太多,建议合并')
    expect(await feng.does((ctx) => countDuties(ctx, li.id))).toEqual({ todos: 0, issued: 0 })
    await scene.zhang.says('#任务 @李四 周五前报方案')
    await zhao.says('#移交 @李四 @赵刚')
    for (const number of [128, 129]) {
      expect((await scene.matter(number)).issuer, String(number)).toBe('李四')
      for (const other of [zhao, sun]) await expect(other.does((ctx) => getMatter(ctx, number))).rejects.toThrow('没有')
    }
    expect(await owing(scene, 128)).toEqual(['decide 周正'])
    const absence = await feng.does((ctx) => ctx.tx.findOneByOrFail(Absence, {}))
    expect(absence.memberId).toBe(li.id)
  })
})

describe('nobody decides on their own application by succession', () => {
  const atApproval = async (): Promise<Scene> => {
    const scene = await openScene()
    await scene.zhou.does((ctx) =>
      publishDefinition(ctx, {
        code: 'leave_post',
        name: '借调',
        steps: [
          { key: 'head', name: '审核', party: { by: 'applicant_head' }, limit: { workingDays: 2 }, answer: 'decide' },
          { key: 'approve', name: '批准', party: { by: 'role', role: 'director' }, limit: { workingDays: 2 }, answer: 'decide' },
        ],
      }),
    )
    await scene.li.says('#申请 借调 到省厅三个月')
    expect(await owing(scene, 128)).toEqual(['decide 赵刚'])
    return scene
  }

  it('where the decider’s desk goes to the applicant, the director decides', async () => {
    const scene = await atApproval()
    const before = (await scene.matter(128)).todos[0]?.due
    scene.zhou.heard()
    await scene.feng.says('#移交 @赵刚 @李四')
    expect(await owing(scene, 128)).toEqual(['decide 周正'])
    expect((await scene.matter(128)).todos.at(-1)?.due).toBe(before)
    expect(scene.zhou.heard()).toEqual(['〔128〕借调:到省厅三个月:因人员变动,“审核”转由您办理\n      回复“#同意 128”或“#不同意 128 原因”'])
    await scene.li.says('#同意 128')
    expect(scene.group.heard().at(-1)).toContain('不由您办理')
    await scene.zhou.says('#同意 128')
    expect(scene.group.heard().at(-1)).toContain('现在 批准 周正')
  })

  it('where the applicant’s desk goes to the decider, the director decides; to the director, the leaders', async () => {
    const scene = await atApproval()
    await scene.feng.says('#移交 @李四 @赵刚')
    expect((await scene.matter(128)).issuer).toBe('赵刚')
    expect(await owing(scene, 128)).toEqual(['decide 周正'])
    await scene.feng.says('#移交 @赵刚 @周正')
    expect((await owing(scene, 128)).toSorted()).toEqual(['decide 张三', 'decide 王建国'].toSorted())
    await scene.wang.whispers('#同意 128')
    expect(await owing(scene, 128)).toEqual(expect.not.arrayContaining(['decide 周正']))
  })
})

it('what asks for a role that the successor lacks is said', async () => {
  const scene = await openScene()
  await scene.actor('赵七').says('#紧急 今天上午8:20,高新区某厂区发生火灾,正在扑救')
  await scene.feng.says('#移交 @周正 @孙磊')
  expect(scene.group.heard().at(-1)).toBe(
    '已把 周正 的待办 1 项移交给 孙磊,原时限不变,办理记录保留;其中待签发 1 项,须请安全管理员先授予主任或副主任角色',
  )
})
