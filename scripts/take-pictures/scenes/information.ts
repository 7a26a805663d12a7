import type { Scene } from '../scene.ts'
import { numberIn } from '../simulated-office.ts'

const report = '#信息 【动态】消防支队开展老旧小区检查\n11月23日,市消防救援支队出动30人,检查江南街道老旧小区12个,发现隐患3处。'

/** The information line: report, review, issue, adoption, call, bulletin, the officer's month. */
export const informationScenes: readonly Scene[] = [
  {
    name: 'submission',
    async play(office, take) {
      const group = office.group('政务信息报送群')
      const head = office.privately('赵刚')
      const n = numberIn(await group.says('孙磊', report))
      await head.hears(`〔${n}〕`)
      await head.says('赵刚', `#同意 ${n}`)
      await take({ file: 'submission-review', chat: head, as: '赵刚' })
      await office.later(20)
      await group.says('郑文', `#接收 ${n}`)
      await office.later(15)
      await group.says('郑文', `#改稿 ${n} 市消防救援支队检查老旧小区12个\n11月23日,支队检查老旧小区12个,发现隐患3处,已整改2处。`)
      await take({ file: 'submission', chat: group, as: '孙磊' })
      group.turnThePage()
      const issue = numberIn(await group.says('郑文', `#编发 《政务信息》 ${n}`))
      await group.says('郑文', `#送签 ${issue}`)
      await office.later(30)
      await group.says('许静', `#签发 ${issue}`)
      await group.says('郑文', `#印发 ${issue}`)
      await office.later(240)
      await group.says('郑文', `#采用 ${n} 省级《每日要情》 单篇`)
      await take({ file: 'issue', chat: group, as: '郑文' })
    },
  },
  {
    name: 'send-up',
    async play(office, take) {
      const group = office.group('政务信息报送群')
      const head = office.privately('赵刚')
      const n = numberIn(await group.says('孙磊', report))
      await head.says('赵刚', `#同意 ${n}`)
      await group.says('郑文', `#接收 ${n}`)
      group.turnThePage()
      await office.later(25)
      await group.says('郑文', `#同意 ${n}`)
      await office.later(40)
      await group.says('周正', `#签发 ${n}`)
      await group.says('郑文', `#上报 ${n} 省政府办公厅`)
      await take({ file: 'send-up', chat: group, as: '郑文' })
    },
  },
  {
    name: 'call',
    async play(office, take) {
      const group = office.group('政务信息报送群')
      const call = numberIn(await group.says('郑文', '#约稿 冬季安全生产经验做法,11月27日前 @消防救援支队 @应急局'))
      await office.later(40)
      await group.says('孙磊', `#认领 ${call}`)
      await office.later(180)
      await group.says('孙磊', `#报送 ${call} 消防支队推行一楼一策\n11月以来,在江南街道推行“一楼一策”,整治隐患楼栋12栋。`)
      await take({ file: 'call', chat: group, as: '孙磊' })
    },
  },
  {
    name: 'bulletin',
    async play(office, take) {
      const chat = office.privately('郑文')
      const n = numberIn(await chat.says('郑文', '#通报 2026年11月'))
      await chat.hears('统计完成')
      await chat.says('郑文', `#改通报 ${n} 城管局 采用 1 原因:补登省专报`)
      await chat.says('郑文', `#看通报 ${n}`)
      await take({ file: 'bulletin', chat, as: '郑文' })
    },
  },
  {
    name: 'quota',
    async play(office, take) {
      const chat = office.privately('江河')
      await office.later(2 * 1_440)
      await chat.hears('信息报送任务提醒')
      await take({ file: 'quota', chat, as: '江河' })
    },
  },
]
