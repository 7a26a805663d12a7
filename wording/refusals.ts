import type { Directory } from '../rules/directory.ts'
import { lifecycles, type MatterKind, type MatterState, type Standing } from '../rules/lifecycles/index.ts'
import { nameStage } from '../rules/matter-stage.ts'
import { nameMember, nameUnit } from './names.ts'

const standingNames: Record<Standing, string> = {
  issuer: '交办人',
  responsible: '责任人',
  assisting: '配合人',
  root_supervisor: '督查',
  unit_head: '单位分管领导',
  editor: '信息科',
  signer: '签发人',
  clock: '系统',
}

/** Who may, for people: the clock is only named where nobody else may. */
const namesOf = (by: readonly Standing[]): string => {
  const people = by.filter((standing) => standing !== 'clock')
  return (people.length > 0 ? people : by).map((standing) => standingNames[standing]).join('、')
}

/** 〔128〕只有交办人、督查可以确认 */
export const describeForbidden = (number: number, rule: { label: string; by: readonly Standing[] }): string =>
  `〔${number}〕只有${namesOf(rule.by)}可以${rule.label}`

/** What else would work in that state, so that a refusal names the mend. */
const mends: Partial<Record<MatterState, (number: number) => string>> = {
  submitted: (number) => `,请交办人先 #确认 ${number} 或 #退回 ${number} 原因`,
  closed: () => ',如需再办请交办人 #重开',
}

/** What a signed text was asked for that only a new one can give. */
const changesText: readonly string[] = ['补充', '撤销', '退稿']

const mendOf = (matter: { number: number; state: MatterState }, rule: { from: readonly MatterState[] }): string =>
  rule.from.includes('submitted') && matter.state === 'open' ? ',尚未申请办结' : (mends[matter.state]?.(matter.number) ?? '')

/** 〔128〕已办结,不能反馈 */
export const describeWrongState = (
  matter: { number: number; kind: MatterKind; state: MatterState },
  rule: { label: string; from: readonly MatterState[] },
): string =>
  `〔${matter.number}〕${nameStage(matter.kind, matter.state)},不能${rule.label}${
    matter.kind === 'task'
      ? mendOf(matter, rule)
      : matter.kind === 'submission' && matter.state === 'signed' && changesText.includes(rule.label)
        ? `,确需改动请信息科 #改稿 ${matter.number}`
        : ''
  }`

/** 〔128〕是任务,不是约稿;〔128〕是约稿,不能这样办理。Where it stands tells what can be done with it. */
export const describeOtherKind = ({ number, kind }: { number: number; kind: MatterKind }, not = '不能这样办理'): string =>
  `〔${number}〕是${lifecycles[kind].label},${not}。它的进展请发 #查 ${number}`

/** 您可以给本单位人员交办;王五(城管局)请由领导、督查或其单位负责人交办 */
export const describeIssuingRefusal = (
  directory: Directory,
  refused: readonly { memberId: string | null; unitId: string | null }[],
): string => {
  const names = refused.map((party) => (party.unitId ? nameUnit(directory, party.unitId) : nameMember(directory, party.memberId ?? '')))
  return `您可以给本人和本单位人员交办;${names.join('、')}请由领导、督查或其单位负责人交办`
}
