/** What a first report on an event should name (docs/rules.md, Urgent reports). */
export const urgentElements = ['时间', '地点', '事件', '伤亡', '已采取措施', '信息来源'] as const
export type UrgentElement = (typeof urgentElements)[number]

const patterns: Readonly<Record<UrgentElement, RegExp>> = {
  时间: /\d{1,2}\s*(?:时|点|:|:)|\d{1,2}月\d{1,2}日|[今昨前]\s*[日天晨晚早夜]|凌晨|上午|中午|下午|晚上|刚刚|刚才|目前|小时前|分钟前/u,
  地点: /\p{Script=Han}{1,12}(?:省|市|区|县|旗|镇|乡|街道|村|社区|小区|路|街|巷|大道|广场|大厦|大楼|园区|开发区|高新区|工厂|厂区|厂房|车间|工地|学校|中学|小学|幼儿园|大学|医院|车站|码头|机场|港|景区|公园|水库|河|江|湖|桥|隧道|高速|国道|中心|仓库|市场|商场|酒店|煤矿|矿)/u,
  事件: /火灾|起火|着火|爆炸|坍塌|倒塌|滑坡|泥石流|塌陷|地震|洪水|内涝|溃坝|事故|相撞|追尾|侧翻|坠落|泄漏|泄露|中毒|污染|疫情|感染|群体|聚集|上访|械斗|斗殴|失踪|溺水|停电|停水|断水|爆管|爆裂|断裂|踩踏|袭击|诈骗|舆情|险情|灾情|台风|暴雨|冰雹/u,
  伤亡: /伤亡|死亡|遇难|受伤|伤者|轻伤|重伤|无人员|未造成人员|被困|失联|\d+\s*(?:人|名)\s*(?:死|伤|遇难|受伤|被困|失联)/u,
  已采取措施:
    /扑救|扑灭|已灭|灭火|救援|抢险|抢修|处置|疏散|转移|封锁|封控|管制|警戒|调查|启动.{0,8}(?:预案|响应)|赶赴|到场|派出|出动|救治|送医|安置|排查|控制/u,
  信息来源:
    /来源|来自|值班电话|据.{1,20}(?:报告|报称|反映|通报|消息|报警)|接.{0,12}(?:报|报警|来电)|报警|群众(?:反映|报告|来电)|本单位|现场(?:人员|工作人员)|指挥中心|\d{3,5}\s*(?:报|指挥|接)/u,
}

const names: Readonly<Record<UrgentElement, RegExp>> = {
  时间: /(?:发生|事发)?时间/u,
  地点: /地点|位置/u,
  事件: /事件|起因|原因|经过/u,
  伤亡: /伤亡|人员/u,
  已采取措施: /措施|处置/u,
  信息来源: /来源/u,
}

/** “核实中” counts for what it is said of; said of nothing in particular, for everything that is left. */
const isBeingVerified = (text: string, element: UrgentElement): boolean => {
  if (!/核实中|正在核实|待核实|核查中|不详/u.test(text)) return false
  const named = urgentElements.filter((each) =>
    new RegExp(`(?:${names[each].source})[^,\uFF0C。;\uFF1B\\n]{0,10}(?:核实中|正在核实|待核实|核查中|不详)`, 'u').test(text),
  )
  return named.length === 0 || named.includes(element)
}

/** The elements that a text does not name. A courtesy to its author: an incomplete report is taken at once. */
export const missingElements = (text: string): UrgentElement[] =>
  urgentElements.filter((element) => !patterns[element].test(text) && !isBeingVerified(text, element))
