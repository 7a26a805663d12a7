import type { NamedSpan } from './resolve-time.ts'
import { matchAt, sticky } from './scanner.ts'

/** How firmly words set a limit: a limit word stands with the time; something is to be done at it; it is only mentioned; it tells when something is held. */
export type Firmness = 'limit' | 'task' | 'mention' | 'reference'

/** The word that makes a time a limit. */
export type Mark = 'before' | 'within' | 'until' | 'after' | 'none'

const BRACKET = '(?:[(](?:含|包括|不含)?[^()\\d]{0,4}[)])?'
const before = sticky(
  `${BRACKET}(?:[或及和]?(?:之|以)前|前)(?!后|期(?=工作|准备|间|的)|往|来|述|夕|提(?:是|下|条件)|[一二两三四五六七八九十\\d半]+(?:天|日|周|个|小|年|名|位|项|阶|分|刻))`,
)
const eve = sticky('前夕')
const about = sticky('左右|前后|上下|许(?!多|可)')
const inside = sticky('(?:之|以)?内(?!容|部|网|外|蒙|科|设|存|务|涵|控|参|环|江|地|陆|需|业)')
const ending = sticky('(?:(?:为|截|终)?止(?!步|损|血)|[为是](?:最后|截止)?(?:期限|时限|截止(?:时间|日期))|截稿|截标|期间内|结束前)')
const beginning = sticky('(?:(?:之|以)?后(?!续|勤|期|台|备|面|者|果)|起(?!草|点|诉|步|到|义|来|码)|开始|以来|至今)')

const limitLead =
  /(?:截(?:止|至)(?:收件|报名|提交|上报|申报)?(?:时间|日期|期限|时限|到)?[为是:,]?|(?:最迟|最晚|最后|完成|办结|办理|上报|报送|反馈|提交)?(?:(?<!会议|培训|活动|开会|发生|事发|值班|考试|开始|上班)时间|期限|时限|日期)[为是]?[:为是]|不(?:得)?(?:迟|晚)于|最迟(?:不得?超过)?|最晚(?:不得?超过)?|限期?(?:于|在)?|deadline:?|DDL:?|ddl:?|截(?:止|至)时间:?)(?:在|于|为|到|至)?$/i
const untilLead = /(?:延长|延期|延迟|推迟|宽限|顺延|展期|放宽|延|改|调整|提前)?(?:到|至)$|(?:改|调整|变更|更改|修改|更正|延长|顺延)[为成]$/
const littleLead = /(?:(?:请|须|需|应当?|要|必须|务必|一定|确保|力争|争取|赶)?(?:于|在|赶在))$/

/** What is to be done at or by a time, directly behind it. */
export const doing =
  /^(?:,|的话|之?内|以?[将把向应须需要请各并先统及按]|务必|必须|一定|全部|全面|统一|基本|尽快|及时|书面|集中|再次|一并|负责|由|各[^,。]{0,6}|给我|[^,。;!?]{0,2}?)?(?:完成|完善|报|上报|提交|呈|反馈|回复|答复|答|办[结理完毕好妥]|落实|整改|交|送|发[给我到送]|给[我你他办]|传|递|汇总|填|更新|修[改订]|拿出|拿|形成|制定|出具|实现|达到|到位|销号|处理|处置|做[好完出]|补|开展|启动|排查|整理|梳理|准备好|确认|核[实对]|签[收订]|通知|清[理零]|关闭|解决|安装|建成|竣工|交付|验收|对接|联系|送达|归档|补齐|搞定|弄好|写[好完出]|带|领取|缴|投|参加投票)/
// What is to be done within a whole week or month; 本月报表 and 本周工作周报 only say what is reported.
const doingWithin =
  /^(?:,|务必|必须|一定|全部|全面|要|须|需|应)*(?:完成|报送|上报|提交|反馈|办结|落实|整改|交[^流通接]|送|建成|竣工|实现|启动|开展|出台|制定|拿出|达到|销号|解决|处理|修[改订])/
const holding = /^[^,。;!?]{0,12}?(?:召开|举行|举办|开[^,。;!?]{0,10}会|会议|例会|调研|视察|参加|出席|集合|出发)/
const telling = /^[^,。;!?]{0,12}?(?:印发|下发|发布|下达|公布|发生|收到|来文|接到|讲话|指示|批示|实施|施行|生效|执行|以来)/
const inForce = /^(?:起|的)?(?:印发|下发|发布|公布|施行|实施|生效|执行|出台)/
/** Before a time that is the earliest, not the latest. */
export const notBefore = /(?:不得?早于|早于|始于|不得?先于)$/
const heldBefore = /(?:定于|兹定于|拟于|召开|举行|会议时间[:为]?|开会时间[:为]?|印发|〔|\[)$/

/** Limits without a figure. */
export const vagueWord = sticky(
  '(?:十来|[\\d十百]+[多余来]|十天半)个?(?:天|日|周|工作日|小时|月)(?:之|以)?内|本旬内?|(?:[本这该下上]一?个?)?周中(?!国|心|学|央|间)|节后第?[一二两三四五\\d]*个?(?:周|星期|个?月)内?|' +
    '(?<![\\d一二三四五六七八九十半两几今明后前去本])年后(?:上班)?(?:第?[一二三]个?(?:天|日|周|工作日))?|每隔[\\d一二两三四五六七八九十]+个?(?:天|日|周|工作日|月)|每年度?的?[\\d一二三四五六七八九十]+月[^,。;]{0,5}?[、和及与][\\d一二三四五六七八九十]+月[^,。;、和及与]{0,6}?(?=前|报|[,。;]|$)|隔[日天](?=一?[报次]|上报|汇报|反馈)|' +
    '每(?:一|个)?(?:天|日|周|星期|旬|月|季度|年)(?:要|须|需|至少|应)?(?:报送?|上报|提交|开展)?(?:[2-9两三四五六七八九十]|1\\d)次|每旬|逐旬|(?<!一)[一1]旬[一1][报次]|' +
    '(?:几|数|[一二两三四五六七八九][两三四五六七八九])(?:个)?(?:天|日|周|工作日|小时|个?月)(?:之|以)?内|近[日期](?!的|来|发|全|我|各)|日内(?!瓦)|不日|短期内|短时间内|过几天|这几天|年内外|适时|(?:择|限)(?:期|日)(?!于|在|[\\d一二三四五六七八九十])|规定(?:的)?(?:时间|期限|时限)内?',
)
/** Counted back from something: 提前3天, 会前2日. */
export const eventCount = sticky('(?:提前|前)(?=[\\d一二两三四五六七八九十半])')
/** Words that end before a count when it runs from something else than the message. */
export const eventBefore =
  /(?:后|之日|之时|当日|[^今明天日]起|时起)(?:的|,|起|内|应当?|须|必须|要|需|请|在|于|原则上|一般|最迟|最多|不得?超过|书面|电话|立即|第一时间)*$/
/** Words before a count that make the message itself its beginning. */
export const fromMessage =
  /(?:自|从)?(?:即日|今日|今天|现在|(?:本|此)?(?:通知|文|函|件|消息|信息)?(?:印发|下发|发布|发出|发文)(?:之日|之时)?|收到(?:本|此|该)(?:通知|件|函|文|消息|信息|任务|单)(?:之日|之时)?|接(?:到)?(?:本|此)(?:通知|件|函|文)(?:之日|之时)?|(?<![\u4e00-\u9fa5])收到)(?:起|后|之后|以后)(?:的|,|应当?|须|必须|要|需|请|在|于|原则上|一般|最迟|最多)*$/
/** A count that only runs when something happens. */
export const conditional = /(?:如|若|凡|一旦)[^,。;]{0,4}(?:收到|接到|遇到?|发现|发生|出现)[^,。;]*$/
/** Before a count that tells a length, not a limit. */
export const overrun = /(?:超过?|超出|逾期|满|达到?|连续|历时|为期|用时|用了|耗时|历经)$/

// What is counted from or waited for without a date of its own.
const EVENT =
  '(?:会议?|开会|上会|例会|事发|事故|外出|出差|出发|检查|督查|调研|验收|活动|开学|考试|开工|开幕|入汛|汛期|供暖|上市|来访|到访|到来|离开|召开|结束|发文|印发|公示|签收)'
/** Before or after something that has no date of its own. */
export const eventPlace = sticky(`${EVENT}(?:之|以)?[前后]`)
/** The words that name what a count runs from, before it. */
export const eventWords = new RegExp(
  `(?:在|于|自|从|须|应)*(?:${EVENT}|[^,。;在于自从须应请]{0,4}(?:发生|收到|接到|完成|批准|同意|出具|报告)[^,。;]{0,4})(?:之日|之时)?(?:后|起)?(?:,|的|应当?|须|在|于)*$`,
)

/** The text before a place, as far as little words can reach. */
export const asLead = (text: string, at: number, length: number): string => text.slice(Math.max(0, at - length), at)

interface Edge {
  mark: Mark
  to: number
}

/** The limit word behind a time, and where the time ends with it. */
export function findMark(text: string, at: number): Edge {
  for (const [pattern, mark] of [
    [before, 'before'],
    [inside, 'within'],
    [ending, 'until'],
    [beginning, 'after'],
    [eve, 'before'],
    [about, 'none'],
  ] as const) {
    const found = matchAt(text, at, pattern)
    if (found !== undefined) return { mark, to: at + found[0].length }
  }
  return { mark: 'none', to: at }
}

/** Where the little words before a time begin, and whether they set a limit. */
export function findLead(text: string, at: number): { from: number; sets: boolean } {
  const left = asLead(text, at, 16)
  const limit = limitLead.exec(left)
  if (limit !== null) return { from: at - limit[0].length, sets: true }
  const until = untilLead.exec(left)
  if (until !== null) return { from: at - until[0].length, sets: true }
  const little = littleLead.exec(left)
  return little === null ? { from: at, sets: false } : { from: at - little[0].length, sets: false }
}

/** How firmly a time without a limit word is meant as a limit, by what stands around it. */
export function firmnessOf(text: string, from: number, to: number, span: NamedSpan): Firmness {
  const right = text.slice(to, to + 24)
  const isWide = span.grain !== 'day' && span.exact === undefined
  // The hour of a meeting is when its papers must be there; its day alone says nothing.
  const held: Firmness = span.exact === undefined ? 'reference' : 'mention'
  if (inForce.test(right)) return 'reference'
  if (heldBefore.test(asLead(text, from, 8))) return held
  if ((isWide ? doingWithin : doing).test(right)) return 'task'
  if (telling.test(right)) return 'reference'
  if (holding.test(right)) return held
  if (!isWide) return 'mention'
  return /^[,。;!]|^$/.test(right) ? 'mention' : 'reference'
}
