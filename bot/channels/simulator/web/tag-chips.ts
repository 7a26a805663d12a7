import type { Role } from '../../../../rules/roles.ts'

/** One chip above the input. In the template `{n}` is the number last spoken of, `{0}` the place of the caret. */
export interface TagChip {
  label: string
  template: string
  hint: string
}

/** Chips of one kind of speaker. */
export interface ChipGroup {
  who: string
  /** Shown to a speaker with one of these roles; absent: to everybody. */
  roles?: readonly Role[]
  chips: readonly TagChip[]
}

const chip = (label: string, template: string, hint: string): TagChip => ({ label, template, hint })

/** What the page offers to type; everything can also be typed by hand. */
export const chipGroups: readonly ChipGroup[] = [
  {
    who: '交办',
    chips: [
      chip('任务', '#任务 @{0} 3个工作日内完成', '写明谁、什么事、何时前'),
      chip('时限', '#时限 {n} {0}', '改期或补时限'),
      chip('催办', '#催办 {n}{0}', '提醒承办人'),
      chip('确认', '#确认 {n}{0}', '同意办结'),
      chip('退回', '#退回 {n} {0}', '退回重办,写原因'),
      chip('同意延期', '#同意延期 {n}{0}', '批准延期申请'),
      chip('不同意延期', '#不同意延期 {n} {0}', '写原因'),
      chip('加', '#加 {n} @{0}', '增加承办人'),
      chip('撤销', '#撤销 {n} {0}', '撤销事项,写原因'),
    ],
  },
  {
    who: '承办',
    chips: [
      chip('收到', '收到{0}', '签收本群刚交办的'),
      chip('签收', '#签收 {n}{0}', '签收一件'),
      chip('反馈', '#反馈 {n} {0}', '报进展,可带百分比'),
      chip('办结', '#办结 {n} {0}', '申请办结'),
      chip('延期', '#延期 {n} 到{0}', '写新时限和原因'),
      chip('转办', '#转办 {n} @{0}', '转本单位其他人'),
      chip('退办', '#退办 {n} {0}', '说明为何办不了'),
    ],
  },
  {
    who: '领导',
    roles: ['leader', 'director', 'deputy_director', 'supervisor'],
    chips: [chip('批示', '#批示 {n} {0}', '写在一件事或《文件》上,写明承办单位'), chip('我的批示', '#我的批示{0}', '每件批示和回音')],
  },
  {
    who: '审签',
    roles: ['unit_head', 'editor', 'director', 'deputy_director'],
    chips: [
      chip('同意', '#同意 {n}{0}', '审核通过,送下一步'),
      chip('退稿', '#退稿 {n} {0}', '退回修改,写原因'),
      chip('签发', '#签发 {n}{0}', '签发信息、刊物、紧急信息'),
    ],
  },
  {
    who: '信息科',
    roles: ['editor'],
    chips: [
      chip('约稿', '#约稿 {0}', '主题、要求、时限和单位'),
      chip('接收', '#接收 {n}{0}', '由我采编'),
      chip('留存', '#留存 {n}{0}', '暂不采用'),
      chip('编发', '#编发 《政务信息》 {n}{0}', '编一期刊物'),
      chip('送签', '#送签 {n}{0}', '一期送审签'),
      chip('印发', '#印发 {n}{0}', '印发签发过的一期'),
      chip('上报', '#上报 {n} {0}', '签发过的报上级'),
      chip('采用', '#采用 {n} 省级《{0}》', '登记上级采用'),
    ],
  },
  {
    who: '通知',
    roles: ['leader', 'director', 'deputy_director', 'supervisor', 'editor', 'unit_head'],
    chips: [chip('通知', '#通知 {0}', '写明需签收和时限'), chip('通知进度', '#通知进度 {n}{0}', '签收了几个')],
  },
  {
    who: '信息',
    roles: ['officer', 'unit_head'],
    chips: [
      chip('信息', '#信息 {0}', '标题,换行写正文'),
      chip('紧急', '#紧急 {0}', '何时何地发生何事;不全也先报'),
      chip('补充', '#补充 {n} {0}', '补充信息或紧急信息缺的'),
      chip('续报', '#续报 {n} {0}', '紧急信息续报,自动编号'),
      chip('终报', '#终报 {n} {0}', '紧急信息终报'),
      chip('报忧', '#报忧 {0}', '直报签发人,群里不显示'),
      chip('重报', '#重报 {n} {0}', '退稿改好后再报'),
      chip('认领', '#认领 {n}{0}', '约稿由本单位写'),
      chip('报送', '#报送 {n} {0}', '报送约稿'),
      chip('转信息', '#转信息 {n}{0}', '批示办理情况转为信息'),
    ],
  },
  {
    who: '查询',
    chips: [
      chip('查', '#查 {n}{0}', '看一件的进度'),
      chip('我的', '#我的{0}', '我欠的'),
      chip('我交办的', '#我交办的{0}', '别人欠我的'),
      chip('本群', '#本群{0}', '本群在办'),
      chip('静默', '#静默 {0}', '如:2小时、明天'),
      chip('帮助', '#帮助{0}', '有哪些标签'),
    ],
  },
]
