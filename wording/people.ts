import { escapeForRegExp } from '../rules/escape-for-reg-exp.ts'
import type { Directory } from '../rules/directory.ts'
import { nameUnit } from './names.ts'

export const everyoneRefused = '请写明责任人或单位,不能交办给“所有人”,例如:#任务 @李四 周五下班前报送方案'

/** 没有找到“老王”… */
export const describeUnknownNames = (names: readonly string[]): string =>
  `没有找到${names.map((name) => `“${name}”`).join('、')},未登记。请写全名或“单位-姓名”,例如 @环保局-王强`

/** “李强”有2位:… with the corrected line for each, ready to send. */
export const describeAmbiguous = (
  directory: Directory,
  line: string,
  ambiguous: { written: string; candidates: readonly string[] },
): string => {
  const names = ambiguous.candidates.map((party) => {
    const member = party.startsWith('m:') ? directory.findMember(party.slice(2)) : undefined
    return member ? `${nameUnit(directory, member.unitId)}-${member.name}` : (directory.findUnit(party.slice(2))?.name ?? '')
  })
  const corrected = names.map((name) => line.replace(new RegExp(`[@＠]?${escapeForRegExp(ambiguous.written)}`, 'u'), `@${name}`))
  return [`“${ambiguous.written}”有${names.length}位,未登记。请重发其中一行:`, ...corrected].join('\n')
}
