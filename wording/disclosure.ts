import type { DisclosureFields } from '../rules/disclosure-text.ts'
import type { Day } from '../rules/instant.ts'

const pad = '      '
const labels: readonly [keyof DisclosureFields, string][] = [
  ['name', '名称'],
  ['indexNumber', '索引号'],
  ['summary', '内容概述'],
  ['mode', '公开方式(长期、定期、即时、逐段)'],
  ['unit', '责任单位'],
  ['datedOn', '日期(如 2026-11-20)'],
]

/** Which of the six fields are missing; empty when none is. */
export const missingFields = (fields: DisclosureFields): string[] =>
  labels.filter(([key]) => fields[key] === null).map(([, label]) => label)

export const describeMissingFields = (missing: readonly string[], example: string): string =>
  `公开事项尚缺:${missing.join('、')}。每项一行,例如:\n${example}`

export const describeProposed = (number: number, name: string, editors: readonly string[]): string =>
  `〔${number}〕公开事项已报审:${name}\n${pad}待 ${editors.join('、')} 审核(#同意 ${number} / #退稿 ${number} 原因)`

/** 2027年2月20日 */
const sayDay = (day: Day): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

export const describePublished = (number: number, name: string, renewsOn: Day | null): string =>
  `〔${number}〕已公开:${name}${renewsOn === null ? '' : `,${sayDay(renewsOn)}前更新`}`

export const describeItemSentBack = (number: number, reason: string): string =>
  `〔${number}〕公开事项退回修改:${reason}\n${pad}改后发 #公开 ${number} 各项内容`
export const describeRenewed = (number: number, renewsOn: Day | null): string =>
  `〔${number}〕已更新${renewsOn === null ? '' : `,下次更新 ${sayDay(renewsOn)}前`}`
export const describeWithdrawnItem = (number: number): string => `〔${number}〕已从公开页面撤下`

/** The words of the public page. */
export const openPageWords = {
  title: '政府信息公开目录',
  empty: '目前没有公开的信息。',
  newer: '上一页',
  older: '下一页',
  turn: '翻页',
  toApply: '没有找到?怎样申请公开',
} as const

/** 临江市人民政府办公室,共 128 项 */
export const describePublishedCount = (office: string, total: number): string => `${office},共 ${total} 项`

/** Where an application goes, each part named; what the office has not given is left out. */
export const describeAcceptance = (accepting: {
  acceptedBy: string
  address: string
  phone: string
  hours: string
}): { label: string; value: string }[] =>
  [
    { label: '受理机构', value: accepting.acceptedBy },
    { label: '地址', value: accepting.address },
    { label: '受理时间', value: accepting.hours },
    { label: '电话', value: accepting.phone },
  ].filter(({ value }) => value !== '')

/** How one applies for what is not published, in the order in which one does it; by the regulation on open government information. */
export const describeApplying = (workingDays: number): { heading: string; steps: { name: string; text: string }[] } => ({
  heading: '怎样申请公开',
  steps: [
    {
      name: '写申请',
      text: '写清三样:您的姓名或者单位名称、身份证明、联系方式;想要的信息叫什么、文号,或者能帮我们找到它的其他描述;希望怎样得到,例如当面查看、复印件、电子邮件。书写有困难的,可以当面口述,由受理人员代写。不用填专门的表格。',
    },
    { name: '交申请', text: '当面递交或者邮寄到下面的受理机构,信封上写明“政府信息公开申请”。' },
    {
      name: '等答复',
      text: `能当场答复的,当场答复;不能的,自收到申请之日起 ${workingDays} 个工作日内答复,周末和节假日不算。需要您补充材料的,7 个工作日内一次讲清补什么,期限从收到补充材料之日重新算;需要征求第三方意见的,征求意见的时间不算;确实需要延长的,会先告诉您,最多延长 20 个工作日。`,
    },
    {
      name: '费用和不同意见',
      text: '申请公开不收费;申请的数量、频次明显超过合理范围的,按国家规定收取信息处理费。对答复不满意的,可以依法申请行政复议或者提起行政诉讼。',
    },
  ],
})

/** An item of open information as it stands, for 查. */
export const describeItem = (item: {
  number: number
  name: string
  stage: string
  indexNumber: string
  unit: string
  mode: string
  datedOn: Day
  renewsOn: Day | null
}): string =>
  [
    `〔${item.number}〕${item.name} ${item.stage}`,
    `${pad}索引号 ${item.indexNumber},责任单位 ${item.unit}`,
    `${pad}${item.mode},日期 ${sayDay(item.datedOn)}${item.renewsOn === null ? '' : `,${sayDay(item.renewsOn)}前更新`}`,
  ].join('\n')
