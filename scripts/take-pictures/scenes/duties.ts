import type { Scene } from '../scene.ts'
import { numberIn } from '../simulated-office.ts'

/** Approvals, absences, watches, meetings, open information. */
export const dutyScenes: readonly Scene[] = [
  {
    name: 'approval',
    async play(office, take) {
      const group = office.group('城市管理联席群')
      const director = office.privately('周正')
      const n = numberIn(await group.says('杨柳', '#申请 审批 购置老旧小区应急照明40套,@城管局 承办'))
      await office.later(50)
      await group.says('蒋丽', `#办结 ${n} 材料齐全`)
      await office.later(60)
      await group.says('刘洋', `#暂停 ${n} 征求财政部门意见`)
      await office.later(180)
      await group.says('刘洋', `#恢复 ${n} 意见已收齐`)
      await take({ file: 'approval', chat: group, as: '杨柳' })
      group.turnThePage()
      await group.says('刘洋', `#办结 ${n} 拟采购40套,约6万元`)
      await group.says('马勇', `#同意 ${n}`)
      await director.says('周正', `#同意 ${n} 从应急经费列支`)
      await group.says('刘洋', `#办结 ${n} 已答复申请单位`)
      await take({ file: 'approval-end', chat: group, as: '杨柳' })
    },
  },
  {
    name: 'absence',
    async play(office, take) {
      const chat = office.privately('马勇')
      const leader = office.privately('周正')
      const n = numberIn(await chat.says('马勇', '#外出 11月25日至27日 赴省城参加会议,王五主持'))
      await leader.hears(`〔${n}〕`)
      await leader.says('周正', `#同意 ${n}`)
      await chat.hears('已同意')
      await leader.says('周正', '#外出情况')
      await take({ file: 'absence', chat, as: '马勇' })
      await take({ file: 'absences', chat: leader, as: '周正' })
    },
  },
  {
    name: 'watch',
    async play(office, take) {
      const chat = office.privately('小何')
      const chief = office.privately('郑文')
      const n = numberIn(await chief.says('郑文', '#值班表 网络舆情监测 每天8:30-22:30 每小时一班 @应急局'))
      await chief.says('郑文', `#排班 ${n}\n11月23日 10:30-14:30 小何,14:30-22:30 许静\n11月24日至27日 小何、许静 轮流`)
      await take({ file: 'watch-roster', chat: chief, as: '郑文' })
      await office.later(30)
      await chat.hears('您当班了')
      await office.later(40)
      await chat.says('小何', '#无异常')
      await office.later(60)
      await chat.says('小何', '#发现 某平台出现供水异味的集中投诉,请今日下班前核实')
      await take({ file: 'watch', chat, as: '小何' })
    },
  },
  {
    name: 'meeting',
    async play(office, take) {
      const group = office.group('安全生产工作群')
      const chief = office.privately('张三')
      const n = numberIn(await group.says('张三', '#会议 每周三上午9点,三楼会议室 防火会商 @李四 @王五 @陈六'))
      await group.says('李四', `#参会 ${n}`, { silent: true })
      await office.privately('王五').says('王五', `#请假 ${n} 参加省里会议`)
      await group.says('张三', `#议题 ${n} 冬季供暖保障情况 @住建局`)
      await group.says('张三', `#跳过 ${n}`)
      await take({ file: 'meeting', chat: group, as: '张三' })
      await chief.says('张三', `#参会情况 ${n}`)
      await take({ file: 'attendance', chat: chief, as: '张三' })
    },
  },
  {
    name: 'disclosure',
    async play(office, take) {
      const group = office.group('政务信息报送群')
      const item = (name: string, index: string, what: string, how: string): string =>
        `#公开 名称:${name}\n索引号:${index}\n内容概述:${what}\n公开方式:${how}\n责任单位:住建局\n日期:2026-11-20`
      const n = numberIn(await group.says('黄蓉', item('住房保障办事指南', 'LJ-ZJ-2026-003', '申请条件、材料、时限', '定期,每3个月')))
      await office.later(30)
      await group.says('郑文', `#同意 ${n}`)
      await take({ file: 'disclosure', chat: group, as: '黄蓉' })
      const more = numberIn(
        await group.says('黄蓉', item('老旧小区改造计划', 'LJ-ZJ-2026-004', '2026年度改造的86个小区、内容和工期', '长期')),
      )
      await group.says('郑文', `#同意 ${more}`)
      await take({ file: 'open-page', path: '/open', width: 820, height: 640 })
    },
  },
]
