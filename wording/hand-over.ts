/** What a hand-over of a person's duties came to. */
interface Amount {
  matters: number
  issued: number
  todos: number
  series: number
  /** Open todos whose duty asks for a role that the successor does not hold. */
  withoutRole?: number
}

const parts = ({ todos, issued, series }: Amount): string =>
  [todos > 0 ? `待办 ${todos} 项` : '', issued > 0 ? `交办未办结的 ${issued} 件` : '', series > 0 ? `循环任务 ${series} 项` : '']
    .filter(Boolean)
    .join('、') || '承办关系'

/** What stands in the timeline of each matter. */
export const describeTransfer = (from: string, to: string, reason: string): string =>
  `人员变动移交:${from} → ${to}${reason ? `(${reason})` : ''}`

const roleHint = ({ withoutRole = 0 }: Amount): string =>
  withoutRole > 0 ? `;其中待签发 ${withoutRole} 项,须请安全管理员先授予主任或副主任角色` : ''

/** 已把 李四 的待办 12 项、交办未办结的 3 件移交给 王五 */
export const describeDutiesMoved = (from: string, to: string, amount: Amount): string =>
  `已把 ${from} 的${parts(amount)}移交给 ${to},原时限不变,办理记录保留${roleHint(amount)}`

/** For the successor. */
export const describeDutiesReceived = (from: string, amount: Amount): string =>
  `人员变动,${from} 的${parts(amount)}已移交给您,原时限不变。发 #我的 或 #我交办的 查看`

/** Somebody who cannot leave yet: what hangs on them, and how it is handed over. */
export const describeDutiesLeft = (name: string, { todos, issued }: { todos: number; issued: number }): string =>
  `${name}还有${parts({ todos, issued, series: 0, matters: 0 })},请先移交:由单位负责人或督查科在群里发 #移交 @${name} @接任人,或由安全管理员在管理端移交`

/** For whoever decides instead of a successor who would have decided on their own application. */
export const describeDecisionPassed = (number: number, title: string, step: string): string =>
  `〔${number}〕${title}:因人员变动,“${step}”转由您办理\n      回复“#同意 ${number}”或“#不同意 ${number} 原因”`

export const transferNeedsTwo = '请写明移交人和接任人两位,例如:#移交 @李四 @王五'
