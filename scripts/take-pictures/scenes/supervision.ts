import type { Scene } from '../scene.ts'
import { numberIn } from '../simulated-office.ts'

/** Leaders' instructions and what the supervisors follow up. */
export const supervisionScenes: readonly Scene[] = [
  {
    name: 'instruction',
    async play(office, take) {
      const group = office.group('城市管理联席群')
      const leader = office.privately('王建国')
      const n = numberIn(await group.says('王建国', '#批示 《关于占道经营整治情况的报告》:请城管局牵头、消防队配合,12月18日前报办理情况'))
      await group.says('刘洋', '收到', { silent: true })
      await office.later(250)
      await group.says('刘洋', `#反馈 ${n} 已整改9处,75%`)
      await leader.says('王建国', '#我的批示')
      await office.later(45)
      await office.privately('孙磊').says('孙磊', `#办结 ${n} 配合清理3处消防通道`)
      await group.says('刘洋', `#办结 ${n} 12处占道经营全部整改,建立日巡查制度`)
      await group.says('蒋丽', `#确认 ${n}`)
      await leader.hears('请阅示')
      await group.says('王建国', `#确认 ${n} 很好,请坚持`)
      await take({ file: 'instruction', chat: group, as: '王建国' })
      await take({ file: 'my-instructions', chat: leader, as: '王建国' })
    },
  },
  {
    name: 'supervision',
    async play(office, take) {
      const group = office.group('城市管理联席群')
      const n = numberIn(
        await group.says('蒋丽', '#督办 来源:市政府第12次常务会议 请城管局牵头、消防队配合,12月11日前完成学校周边占道整治'),
      )
      await group.says('刘洋', '收到', { silent: true })
      await group.says('蒋丽', `#节点 ${n} 11月27日 完成摸底;12月4日 完成整治;12月10日 完成验收`)
      await office.later(270)
      await group.says('刘洋', `#节点完成 ${n} 1 摸底18所学校,占道41处`)
      await take({ file: 'supervision', chat: group, as: '蒋丽' })
      group.turnThePage()
      await group.says('蒋丽', `#催办 ${n}`)
      await office.later(60)
      await group.says('刘洋', `#反馈 ${n} 已整治26处,60%`)
      await group.says('蒋丽', `#查 ${n}`)
      await take({ file: 'supervision-progress', chat: group, as: '蒋丽' })
    },
  },
  {
    name: 'assessment',
    async play(office, take) {
      const group = office.group('城市管理联席群')
      const head = office.privately('马勇')
      const n = numberIn(await group.says('蒋丽', '#督办 请城管局今天下班前清理南门街占道摊点'))
      await group.says('刘洋', `#办结 ${n} 11处摊点全部清理`)
      group.turnThePage()
      await office.later(60)
      await group.says('蒋丽', `#确认 ${n} 满意 现场复核属实`)
      await head.says('马勇', '#督查月报 11月')
      await take({ file: 'assessment', chat: group, as: '蒋丽' })
      await take({ file: 'supervision-month', chat: head, as: '马勇' })
    },
  },
]
