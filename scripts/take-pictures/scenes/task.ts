import type { Scene } from '../scene.ts'
import { numberIn } from '../simulated-office.ts'

/** The main job: from #任务 to 办结, a question back, an extension, the morning's reminders, one's own list. */
export const taskScenes: readonly Scene[] = [
  {
    name: 'task',
    async play(office, take) {
      const group = office.group('安全生产工作群')
      const n = numberIn(await group.says('张三', '#任务 @李四 @王五 本周五下班前完成老旧小区消防隐患排查,李四牵头'))
      await group.says('李四', '收到', { silent: true })
      await office.later(75)
      await group.says('李四', `#反馈 ${n} 已排查12栋,发现隐患3处,60%`)
      await office.later(115)
      await group.says('李四', `#办结 ${n} 全部整改完毕`)
      await group.says('张三', `#确认 ${n}`)
      await take({ file: 'task', chat: group, as: '张三' })
      await take({ file: 'simulated-group', folder: 'images', chat: group, as: '张三', frame: 'desk' })
    },
  },
  {
    name: 'deadline',
    async play(office, take) {
      const group = office.group('城市管理联席群')
      const n = numberIn(await group.says('张三', '#任务 @杨柳 6月前报送老旧小区加装电梯方案'))
      await group.says('张三', `#时限 ${n} 2027年5月31日`)
      await take({ file: 'deadline', chat: group, as: '张三' })
      group.turnThePage()
      await group.says('张三', '#任务\n1. @刘洋 明天下班前报送占道经营台账\n2. @黄工 11月30日前报送施工计划')
      await take({ file: 'task-list', chat: group, as: '张三' })
    },
  },
  {
    name: 'extension',
    async play(office, take) {
      const group = office.group('城市管理联席群')
      const n = numberIn(await group.says('张三', '#任务 @刘洋 11月27日前报送建筑垃圾运输路线图'))
      group.turnThePage()
      await office.later(300)
      await group.says('刘洋', `#延期 ${n} 到12月2日 两家运输企业的资料还没有报齐`)
      await group.says('张三', `#同意延期 ${n}`)
      await group.says('张三', `#加 ${n} @潘达`)
      await take({ file: 'extension', chat: group, as: '刘洋' })
    },
  },
  {
    name: 'digest',
    async play(office, take) {
      const group = office.group('城市管理联席群')
      await office.nextWorkingMorning()
      await group.hears('今日提醒 11月24日')
      await group.says('刘洋', '#反馈 121 主干道落叶已清扫,积水点排查过半,50%')
      await take({ file: 'daily-digest', chat: group, as: '刘洋' })
    },
  },
  {
    name: 'my-todos',
    async play(office, take) {
      const chat = office.privately('陈六')
      await chat.says('陈六', '#我的')
      await chat.says('陈六', '#静默 明天')
      await chat.says('陈六', '#代理 @杨柳 到周五')
      await take({ file: 'my-todos', chat, as: '陈六' })
    },
  },
]
