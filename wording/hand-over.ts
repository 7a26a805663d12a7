/** What a hand-over of a person's duties came to. */
interface Amount {
  matters: number
  issued: number
  todos: number
  series: number
}

const parts = ({ todos, issued, series }: Amount): string =>
  [todos > 0 ? `待办 ${todos} 项` : '', issued > 0 ? `交办未办结的 ${issued} 件` : '', series > 0 ? `循环任务 ${series} 项` : '']
    .filter(Boolean)
    .join('、') || '承办关系'

/** What stands in the timeline of each matter. */
export const describeTransfer = (from: string, to: string, reason: string): string =>
  `人员变动移交:${from} → ${to}${reason ? `(${reason})` : ''}`

/** 已把 李四 的待办 12 项、交办未办结的 3 件移交给 王五 */
export const describeDutiesMoved = (from: string, to: string, amount: Amount): string =>
  `已把 ${from} 的${parts(amount)}移交给 ${to},原时限不变,办理记录保留`

/** For the successor. */
export const describeDutiesReceived = (from: string, amount: Amount): string =>
  `人员变动,${from} 的${parts(amount)}已移交给您,原时限不变。发 #我的 或 #我交办的 查看`

/** Somebody who cannot leave yet: what hangs on them, and how it is handed over. */
export const describeDutiesLeft = (name: string, { todos, issued }: { todos: number; issued: number }): string =>
  `${name}还有${parts({ todos, issued, series: 0, matters: 0 })},请先移交:由单位负责人或督查科在群里发 #移交 @${name} @接任人,或由安全管理员在管理端移交`

export const transferNeedsTwo = '请写明移交人和接任人两位,例如:#移交 @李四 @王五'
