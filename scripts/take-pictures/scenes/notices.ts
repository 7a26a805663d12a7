import type { Scene } from '../scene.ts'
import { numberIn } from '../simulated-office.ts'

/** Urgent reports, notices that are signed for, 接龙. */
export const noticeScenes: readonly Scene[] = [
  {
    name: 'urgent',
    async play(office, take) {
      const group = office.group('安全生产工作群')
      const signer = office.privately('周正')
      const n = numberIn(await group.says('赵七', '#紧急 今天上午9:40,高新区某厂区发生火灾,消防正在扑救'))
      await signer.hears('【紧急')
      await office.later(20)
      await group.says('赵七', `#补充 ${n} 据园区管委会报告,无人员伤亡`)
      await signer.hears('【补充')
      await office.later(15)
      await group.says('周正', `#签发 ${n}`)
      await office.later(70)
      await group.says('赵七', `#续报 ${n} 明火已扑灭,过火面积约60平方米`)
      await office.later(150)
      await group.says('赵七', `#终报 ${n} 现场清理完毕,原因调查中`)
      await take({ file: 'urgent-report', chat: group, as: '赵七' })
      await take({ file: 'urgent-alarm', chat: signer, as: '周正' })
      signer.turnThePage()
      await signer.says('周正', `#查 ${n}`)
      await take({ file: 'urgent-chain', chat: signer, as: '周正' })
    },
  },
  {
    name: 'notice',
    async play(office, take) {
      const group = office.group('安全生产工作群')
      const issuer = office.privately('张三')
      const n = numberIn(await group.says('张三', '#通知 明天上午9点在三楼会议室开防汛调度会(需签收,今天下班前)'))
      const signed = ['李四', '秦川', '石磊', '宋歌']
      for (const name of signed) await group.says(name, name === '秦川' ? '好的收到' : '收到', { silent: true })
      await office.later(120)
      await group.says('张三', `#通知进度 ${n}`)
      await office.later(330)
      await group.hears('签收时限已到')
      await take({ file: 'notice', chat: group, as: '张三' })
      issuer.turnThePage()
      await issuer.says('张三', `#通知进度 ${n}`)
      await take({ file: 'notice-names', chat: issuer, as: '张三' })
    },
  },
  {
    name: 'sign-up',
    async play(office, take) {
      const group = office.group('政务信息报送群')
      const n = numberIn(await group.says('郑文', '#通知 周四下午3点信息写作培训,请各位信息员参加(收到请接龙,明天12点前)'))
      const entries = { 孙磊: '消防-孙磊', 黄蓉: '住建局-黄蓉', 赵七: '应急局赵七' }
      const list: string[] = []
      for (const [name, entry] of Object.entries(entries)) {
        list.push(`${list.length + 1}. ${entry}`)
        await group.says(name, `#接龙\n信息写作培训\n\n${list.join('\n')}`, { silent: true })
      }
      await group.says('郑文', `#通知进度 ${n}`)
      await take({ file: 'sign-up', chat: group, as: '郑文' })
    },
  },
  {
    name: 'document',
    async play(office, take) {
      const group = office.group('安全生产工作群')
      const n = numberIn(await group.says('周正', '#公文 关于开展冬季安全检查的通知 临政办发〔2026〕88号 @消防队 @公安局 明天12点前签收'))
      await group.says('孙磊', `#签收 ${n}`, { silent: true })
      await group.says('周正', `#催签 ${n}`)
      await take({ file: 'document', chat: group, as: '周正' })
    },
  },
]
