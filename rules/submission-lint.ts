/** What a report should say and does not, in the words its author reads. */
export type Missing = string

const time =
  /\d{1,2}\s*[月日号时点]|\d{4}\s*年|[今昨前明当次]\s*[日天晨晚早年]|[近日]日|日前|目前|截至|上午|下午|凌晨|[本上下][周月旬季]|[上下]半年|[一二三四]季度|[一二三四五六七八九十]月/u
const place =
  /\p{Script=Han}{1,12}(?:省|市|区|县|旗|州|镇|乡|街道|村|屯|社区|小区|路|街|巷|大道|广场|大厦|大楼|园区|开发区|高新区|工厂|厂区|车间|工地|学校|中学|小学|大学|医院|车站|码头|机场|港|景区|公园|水库|河|江|湖|桥|隧道|高速|国道|中心|会议室|基地)/u
const figure =
  /[\d〇零一二三四五六七八九十百千万亿两]+(?:\.\d+)?\s*(?:余|多)?\s*(?:%|%|个|名|人|户|家|起|处|栋|幢|套|次|场|期|份|件|条|项|台|辆|艘|头|只|亩|公顷|平方米|平方公里|公里|千米|米|吨|公斤|千克|升|立方米|度|千瓦|元|万元|亿元|天|小时|分钟|年|倍|万|亿|百分点)/u

/**
 * Looks a report over for what an editor would ask back: time, place, a figure with its unit, a title that fits one line
 * (docs/rules.md, Submissions). A courtesy, never a gate.
 */
export const lintSubmission = ({ title, body }: { title: string; body: string }, longTitle: number): Missing[] => {
  const text = `${title}\n${body}`
  return [
    ...(time.test(text) ? [] : ['时间']),
    ...(place.test(text) ? [] : ['地点']),
    ...(figure.test(body) ? [] : ['数据']),
    ...([...title].length > longTitle ? [`标题超过 ${longTitle} 字`] : []),
  ]
}
