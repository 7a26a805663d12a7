import { describe, expect, it } from 'vitest'
import { Directory } from '../../../rules/directory.ts'
import { createNameTable, type RosterCard } from '../../../rules/parties/name-table.ts'
import { assignRoles, readParties } from '../../../rules/parties/read-parties.ts'
import { composeTitle } from '../../../rules/task-text.ts'

const units = [
  '市政府办|办公室|市府办',
  '消防救援支队|消防队',
  '城管局|市城管局',
  '住建局',
  '环保局',
  '公安局',
  '应急局',
  '城管局执法大队',
].map((names, index) => {
  const [name = '', ...aliases] = names.split('|')
  return { id: `U${index}`, code: `U${index}`, name, aliases, parentId: index === 0 ? null : 'U0', closed: false }
})
const unitId = (name: string): string => units.find((unit) => unit.name === name)?.id ?? ''
const people: readonly [name: string, unit: string, post?: string][] = [
  ['王建国', '市政府办', '市长'],
  ['张三', '市政府办', '副秘书长'],
  ['李四', '消防救援支队', '科长'],
  ['王五', '城管局'],
  ['马勇', '城管局', '局长'],
  ['陈六', '住建局', '局长'],
  ['李强', '住建局'],
  ['李强', '环保局'],
  ['张三丰', '公安局'],
]
const members = people.map(([name, unit, post = null], index) => ({
  id: `M${index}`,
  name,
  unitId: unitId(unit),
  post,
  officer: null,
  endsOn: null,
  left: false,
}))
const directory = new Directory({ units, members, grants: [], delegations: [] })
const memberId = (name: string, unit?: string): string =>
  members.find((member) => member.name === name && (unit === undefined || member.unitId === unitId(unit)))?.id ?? ''

const nameOf = (party: string): string =>
  party.startsWith('u:')
    ? (directory.findUnit(party.slice(2))?.name ?? '?')
    : ((member) => `${member?.name}@${directory.findUnit(member?.unitId ?? '')?.name}`)(directory.findMember(party.slice(2)))

/** 牵头 …; 配合 …; 责任 … of a text, by names. */
const parties = (text: string, roster: readonly RosterCard[] = [], mentioned: readonly string[] = []) => {
  const reading = readParties(text, createNameTable(directory, roster, '2026-11-23', mentioned))
  return {
    named: assignRoles(reading.parties).map(({ party, role }) => `${role === 'responsible' ? '' : '配合 '}${nameOf(party).split('@')[0]}`),
    ambiguous: reading.ambiguous.map(({ written, candidates }) => [written, ...candidates.map(nameOf)]),
    unknown: reading.unknown,
    everyone: reading.everyone,
    allUnits: reading.allUnits,
    title: composeTitle(text, reading.cuts),
  }
}

describe('who is meant', () => {
  it.each([
    ['@李四 报方案', ['李四'], '报方案'],
    ['@李四 @王五 报方案', ['李四', '王五'], '报方案'],
    ['@李四\u2005@王五\u2005报方案', ['李四', '王五'], '报方案'],
    ['@李四@王五报方案', ['李四', '王五'], '报方案'],
    ['＠李四 报方案', ['李四'], '报方案'],
    ['报方案 @李四', ['李四'], '报方案'],
    ['@王五、陈六 报方案', ['王五', '陈六'], '报方案'],
    ['消防队 报方案', ['消防救援支队'], '报方案'],
    ['消防队、城管局 报方案', ['消防救援支队', '城管局'], '报方案'],
    ['消防队和城管局、住建局报方案', ['消防救援支队', '城管局', '住建局'], '报方案'],
    ['请消防队、城管局报方案', ['消防救援支队', '城管局'], '报方案'],
    ['责任单位:城管局 整治占道经营', ['城管局'], '整治占道经营'],
    ['@消防队 报方案', ['消防救援支队'], '报方案'],
  ])('without a lead everybody named is responsible: %s', (text, named, title) => {
    expect(parties(text)).toMatchObject({ named, title, ambiguous: [], unknown: [] })
  })

  it.each([
    ['牵头消防队、配合城管局 整治学校周边', ['消防救援支队', '配合 城管局']],
    ['牵头单位:消防队;配合单位:城管局、住建局。整治学校周边', ['消防救援支队', '配合 城管局', '配合 住建局']],
    ['请消防队牵头、城管局配合,整治学校周边', ['消防救援支队', '配合 城管局']],
    ['请消防队牵头,城管局、住建局配合,整治学校周边', ['消防救援支队', '配合 城管局', '配合 住建局']],
    ['由消防队牵头,会同城管局整治学校周边', ['消防救援支队', '配合 城管局']],
    ['整治学校周边,消防队牵头,城管局配合', ['消防救援支队', '配合 城管局']],
    ['@李四 @王五 整治学校周边,李四牵头', ['李四', '配合 王五']],
    ['@李四牵头 @王五配合 整治学校周边', ['李四', '配合 王五']],
    ['牵头 @李四 配合 @王五 整治学校周边', ['李四', '配合 王五']],
    ['@王五 @李四 李四负责,整治学校周边', ['配合 王五', '李四']],
    ['请马局牵头、消防队配合,整治占道经营', ['马勇', '配合 消防救援支队']],
  ])('with a lead the others assist: %s', (text, named) => {
    expect(parties(text)).toMatchObject({ named, ambiguous: [], unknown: [] })
  })

  it.each([
    ['@环保局-李强 报方案', '李强@环保局'],
    ['@李强-住建局 报方案', '李强@住建局'],
    ['@住建局李强 报方案', '李强@住建局'],
    ['@李强(环保局) 报方案', '李强@环保局'],
    ['@李强(环保局) 报方案', '李强@环保局'],
    ['@环保局—李强 报方案', '李强@环保局'],
    ['办公室张三 报方案', '张三@市政府办'],
    ['@王市长 报方案', '王建国@市政府办'],
    ['请马局长报方案', '马勇@城管局'],
  ])('a person with unit or post: %s', (text, who) => {
    const reading = readParties(text, createNameTable(directory, [], '2026-11-23'))
    expect(reading.parties.map(({ party }) => nameOf(party))).toEqual([who])
    expect(composeTitle(text, reading.cuts)).toBe('报方案')
  })

  it('the longest name counts', () => {
    expect(parties('@张三丰 报方案').named).toEqual(['张三丰'])
    expect(parties('城管局执法大队 报方案').named).toEqual(['城管局执法大队'])
    expect(parties('市城管局报方案').named).toEqual(['城管局'])
  })

  it('is the nickname people have in this group', () => {
    const roster = [{ memberId: memberId('李四'), nickname: '防火老李' }]
    expect(parties('@防火老李 报方案', roster).named).toEqual(['李四'])
    expect(parties('@防火老李 报方案').unknown).toEqual(['防火老李'])
  })

  it('各单位 means all of this group, unless somebody is named', () => {
    expect(parties('各单位周五前报总结')).toMatchObject({ named: [], allUnits: true, title: '周五前报总结' })
    expect(parties('请各有关单位报总结')).toMatchObject({ allUnits: true, title: '报总结' })
    expect(parties('@李四 汇总各单位报的材料')).toMatchObject({ named: ['李四'], allUnits: false, title: '汇总各单位报的材料' })
  })

  it('@所有人 is nobody', () => {
    expect(parties('@所有人 报总结').everyone).toBe(true)
    expect(parties('@全体成员 报总结').everyone).toBe(true)
    expect(parties('@all 报总结').everyone).toBe(true)
    expect(parties('@alliance 报总结').everyone).toBe(false)
  })
})

describe('when it is not clear', () => {
  it('two who fit are both offered', () => {
    expect(parties('@李强 报方案')).toMatchObject({ named: [], ambiguous: [['李强', '李强@住建局', '李强@环保局']] })
  })

  it('the only one in this group is meant', () => {
    expect(parties('@李强 报方案', [{ memberId: memberId('李强', '环保局'), nickname: '李强' }])).toMatchObject({
      named: ['李强'],
      ambiguous: [],
    })
  })

  it('the one whom the network says was mentioned is meant', () => {
    const reading = readParties('@李强 报方案', createNameTable(directory, [], '2026-11-23', [memberId('李强', '住建局')]))
    expect(reading.parties.map(({ party }) => nameOf(party))).toEqual(['李强@住建局'])
  })

  it('a name nobody has is said as it was written', () => {
    expect(parties('@老李 @李四 报方案')).toMatchObject({ named: ['李四'], unknown: ['老李'] })
  })

  it('a unit with a person of another unit is not that person', () => {
    expect(parties('@城管局李强 报方案').named).toEqual(['城管局'])
  })
})

describe('names that belong to the work', () => {
  it.each([
    ['@王五 配合公安局做好重点时段安保', ['王五'], '配合公安局做好重点时段安保'],
    ['@李四 整改住建局移交的隐患', ['李四'], '整改住建局移交的隐患'],
    ['@马勇 与住建局联系,拿出方案', ['马勇'], '与住建局联系,拿出方案'],
    ['@陈六 向王市长汇报老旧小区改造情况', ['陈六'], '向王市长汇报老旧小区改造情况'],
    ['@李四 把材料送张三审阅', ['李四'], '把材料送张三审阅'],
    ['@王五 协助应急局开展演练', ['王五'], '协助应急局开展演练'],
  ])('are no parties: %s', (text, named, title) => {
    expect(parties(text)).toMatchObject({ named, title })
  })

  it('a bare text names nobody', () => {
    expect(parties('周五前把方案报上来')).toMatchObject({ named: [], unknown: [], ambiguous: [], allUnits: false })
  })
})

describe('as people type it', () => {
  it.each([
    ['请李四牵头，王五配合，夜查', ['李四', '配合 王五'], '夜查'],
    ['牵头：住建局；配合：应急局、公安局。工地检查', ['住建局', '配合 应急局', '配合 公安局'], '工地检查'],
    ['责任单位：消防队；内容：报值班表', ['消防救援支队'], '报值班表'],
    ['@李四、@王五：报方案', ['李四', '王五'], '报方案'],
    ['李四（消防队）、王五，报方案', ['李四', '王五'], '报方案'],
    ['李四(消防队) 报方案', ['李四'], '报方案'],
    ['@李四同志 报方案', ['李四'], '报方案'],
    ['城管局马勇局长 报方案', ['马勇'], '报方案'],
    ['由住建局牵头，会同应急局、消防队，燃气排查', ['住建局', '配合 应急局', '配合 消防救援支队'], '燃气排查'],
    ['李四 主任务是排查', ['李四'], '主任务是排查'],
  ])('%s', (text, named, title) => {
    expect(parties(text)).toMatchObject({ named, title, unknown: [] })
  })

  it('a nickname in full-width signs is the same nickname', () => {
    const roster = [{ memberId: memberId('李四'), nickname: '老李(支队)' }]
    expect(parties('@老李（支队） 报方案', roster).named).toEqual(['李四'])
  })

  it('a unit that the office does not have is not left out silently', () => {
    expect(parties('住建局、城管局、教育局 报方案').unknown).toEqual(['教育局'])
    expect(parties('请教育局牵头，住建局配合，报方案').unknown).toEqual(['教育局'])
    expect(parties('请住建局牵头、城管局配合，检查老城区').unknown).toEqual([])
  })

  it('各相关单位 at the end of a list are all of them', () => {
    const text = '消防队、城管局及各相关单位报总结'
    expect(parties(text)).toMatchObject({ named: ['消防救援支队', '城管局'], allUnits: true, title: '报总结' })
  })

  it('各单位配合 beside those who are named means that the others assist', () => {
    const reading = readParties('由应急局负责，各单位配合，完成演练', createNameTable(directory, [], '2026-11-23'))
    expect(reading).toMatchObject({ othersAssist: true, allUnits: false })
    expect(composeTitle('由应急局负责，各单位配合，完成演练', reading.cuts)).toBe('完成演练')
    expect(readParties('@李四 汇总各单位报的材料', createNameTable(directory, [], '2026-11-23')).othersAssist).toBe(false)
  })
})
