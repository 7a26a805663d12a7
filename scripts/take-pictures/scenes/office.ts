import type { Scene } from '../scene.ts'
import { numberIn } from '../simulated-office.ts'

/** What keeps the office itself in order: groups, suggestions, hand-over, burden, secrecy, help. */
export const officeScenes: readonly Scene[] = [
  {
    name: 'group-ledger',
    async play(office, take) {
      const chat = office.privately('秦川')
      await chat.says('秦川', '#群台账')
      await chat.says('秦川', '#延用本群 安全生产工作群 到 2027年6月30日')
      await take({ file: 'group-ledger', chat, as: '秦川' })
    },
  },
  {
    name: 'suggestion',
    async play(office, take) {
      const [officer, supervisor] = [office.privately('潘达'), office.privately('冯督')]
      const n = numberIn(await officer.says('潘达', '#建议 安全生产周报和月报内容重复,建议合并成一张表'))
      await supervisor.hears(`〔${n}〕`)
      await office.later(200)
      await supervisor.says('冯督', `#答复 ${n} 已与应急局商定,下月起只报月报`)
      await officer.hears('已答复')
      await take({ file: 'suggestion', chat: officer, as: '潘达' })
      await take({ file: 'suggestion-answer', chat: supervisor, as: '冯督' })
    },
  },
  {
    name: 'hand-over',
    async play(office, take) {
      const group = office.group('城市管理联席群')
      const successor = office.privately('王五')
      await group.says('马勇', '#移交 @刘洋 @王五 刘洋调任执法大队')
      await successor.hears('移交给您')
      await successor.says('王五', '#我的')
      await take({ file: 'hand-over', chat: group, as: '马勇' })
      await take({ file: 'hand-over-list', chat: successor, as: '王五' })
    },
  },
  {
    name: 'burden',
    async play(office, take) {
      const group = office.group('城市管理联席群')
      await group.says('蒋丽', '#任务 城管局、住建局、环保局 11月27日前报送老旧小区改造进展')
      await group.says('张三', '#任务 城管局、住建局、环保局 11月27日前报送老旧小区改造进展情况')
      await office.later(585)
      await group.says('蒋丽', '#任务 城管局、交通局 明天12点前报送夜间巡查情况')
      await office.later(60)
      await take({ file: 'burden', path: '/burden', width: 1_000, height: 900, login: '周正' })
    },
  },
  {
    name: 'secrecy',
    async play(office, take) {
      const group = office.group('安全生产工作群')
      const chat = office.privately('江河')
      await group.says('江河', '#任务 @白云 转发《关于某工作的通知》(机密★1年),请尽快落实', { silent: true })
      await chat.hears('涉密')
      await take({ file: 'secrecy', chat, as: '江河' })
    },
  },
  {
    name: 'help',
    async play(office, take) {
      const group = office.group('城市管理联席群')
      await group.says('夏雨', '#帮助')
      await group.says('夏雨', '#反愦 102 已完成')
      await group.says('夏雨', '#延期')
      await take({ file: 'help', chat: group, as: '夏雨' })
    },
  },
]
