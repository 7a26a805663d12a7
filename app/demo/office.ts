import type { OfficePlan } from '../../use-cases/office/lay-office.ts'
import { demoGroups } from './groups.ts'

type Person = NonNullable<OfficePlan['people']>[number]
type Role = NonNullable<Person['roles']>[number]['role']

const person = (unit: string, name: string, post: string, roles: readonly Role[] = [], more: Partial<Person> = {}): Person => ({
  name,
  unit,
  post,
  roles: roles.map((role) => ({ role })),
  ...more,
})

const fullTime = { officer: 'full_time' } as const
const partTime = { officer: 'part_time' } as const

const units: OfficePlan['units'] = [
  { code: 'SZFB', name: '市政府办', aliases: ['临江市人民政府办公室', '市府办', '政府办'], class: '市本级' },
  { code: 'XXK', name: '信息科', aliases: ['政务信息科'], parent: 'SZFB', class: '内设科室' },
  { code: 'DCK', name: '督查科', aliases: ['市政府督查室', '督查室'], parent: 'SZFB', class: '内设科室' },
  { code: 'XFZD', name: '消防队', aliases: ['消防救援支队', '市消防救援支队', '消防支队', '消防'], parent: 'SZFB', class: '市直部门' },
  { code: 'CGJ', name: '城管局', aliases: ['市城管局', '市城市管理局', '城市管理局'], parent: 'SZFB', class: '市直部门' },
  { code: 'ZJJ', name: '住建局', aliases: ['市住建局', '市住房和城乡建设局'], parent: 'SZFB', class: '市直部门' },
  {
    code: 'YJJ',
    name: '应急局',
    aliases: ['市应急局', '市应急管理局', '应急管理局'],
    parent: 'SZFB',
    class: '市直部门',
    directReporting: true,
  },
  { code: 'HBJ', name: '环保局', aliases: ['市生态环境局', '生态环境局', '环境局'], parent: 'SZFB', class: '市直部门' },
  { code: 'GAJ', name: '公安局', aliases: ['市公安局'], parent: 'SZFB', class: '市直部门' },
  { code: 'JTJ', name: '交通局', aliases: ['市交通局', '市交通运输局', '交通运输局'], parent: 'SZFB', class: '市直部门' },
  { code: 'GXQ', name: '高新区', aliases: ['高新区管委会', '临江高新区'], parent: 'SZFB', class: '县区', directReporting: true },
  { code: 'DHX', name: '东湖县', aliases: ['东湖县政府', '东湖县政府办'], parent: 'SZFB', class: '县区', directReporting: true },
]

const people: Person[] = [
  person('SZFB', '王建国', '市长', ['leader'], { staffNo: 'LJ0001' }),
  person('SZFB', '张三', '副秘书长', ['leader'], { staffNo: 'LJ0002', mobile: '13800010002' }),
  person('SZFB', '周正', '办公室主任', ['director'], { staffNo: 'LJ0003' }),
  person('SZFB', '吴敏', '办公室副主任', ['deputy_director'], { staffNo: 'LJ0004' }),
  person('SZFB', '林秘书', '市长秘书', [], { staffNo: 'LJ0005' }),
  person('SZFB', '方明', '系统管理员', ['system_admin'], { staffNo: 'LJ0006' }),
  person('SZFB', '董安', '安全管理员', ['security_admin'], { staffNo: 'LJ0007' }),
  person('SZFB', '贺审', '审计员', ['auditor'], { staffNo: 'LJ0008' }),

  person('XXK', '郑文', '信息科科长', [], { staffNo: 'LJ0011', roles: [{ role: 'editor', unit: 'SZFB' }, { role: 'unit_head' }] }),
  person('XXK', '许静', '信息科副科长', [], { staffNo: 'LJ0012', roles: [{ role: 'editor', unit: 'SZFB' }] }),
  person('XXK', '小何', '信息科干部', ['officer'], { staffNo: 'LJ0013', ...fullTime }),
  person('DCK', '冯督', '督查科科长', [], { staffNo: 'LJ0021', roles: [{ role: 'supervisor', unit: 'SZFB' }, { role: 'unit_head' }] }),
  person('DCK', '蒋丽', '督查科副科长', [], { staffNo: 'LJ0022', roles: [{ role: 'supervisor', unit: 'SZFB' }] }),
  person('DCK', '小沈', '督查科干部', ['officer'], { staffNo: 'LJ0023', ...partTime }),

  person('XFZD', '赵刚', '支队长', ['unit_head'], { staffNo: 'XF001' }),
  person('XFZD', '李四', '防火监督科科长', [], { staffNo: 'XF002', mobile: '13900020002' }),
  person('XFZD', '孙磊', '综合科干部', ['officer'], { staffNo: 'XF003', ...fullTime }),
  person('CGJ', '马勇', '局长', ['unit_head'], { staffNo: 'CG001' }),
  person('CGJ', '王五', '执法科科长', [], { staffNo: 'CG002', mobile: '13700030002' }),
  person('CGJ', '刘洋', '办公室干部', ['officer'], { staffNo: 'CG003', ...partTime }),
  // He also heads the city's task force on old neighbourhoods, which may task the fire brigade and the city wardens.
  person('ZJJ', '陈六', '局长', [], {
    staffNo: 'ZJ001',
    roles: [{ role: 'unit_head' }, { role: 'supervisor', unit: 'XFZD' }, { role: 'supervisor', unit: 'CGJ' }],
  }),
  person('ZJJ', '杨柳', '房管科科长', [], { staffNo: 'ZJ002' }),
  person('ZJJ', '黄蓉', '办公室干部', ['officer'], { staffNo: 'ZJ003', ...fullTime }),
  person('YJJ', '秦川', '局长', ['unit_head'], { staffNo: 'YJ001' }),
  person('YJJ', '赵七', '应急指挥中心干部', ['officer'], { staffNo: 'YJ002', mobile: '13600040002', ...fullTime }),
  person('YJJ', '韩梅', '风险监测科科长', [], { staffNo: 'YJ003' }),
  person('HBJ', '曹阳', '局长', ['unit_head'], { staffNo: 'HB001' }),
  person('HBJ', '唐青', '办公室干部', ['officer'], { staffNo: 'HB002', ...partTime }),
  person('HBJ', '罗江', '水环境科科长', [], { staffNo: 'HB003' }),
  person('GAJ', '雷鸣', '副局长', ['unit_head'], { staffNo: 'GA001' }),
  person('GAJ', '宋歌', '指挥中心民警', ['officer'], { staffNo: 'GA002', ...fullTime }),
  person('JTJ', '谢安', '局长', ['unit_head'], { staffNo: 'JT001' }),
  person('JTJ', '潘达', '办公室干部', ['officer'], { staffNo: 'JT002', ...partTime }),
  person('JTJ', '于飞', '公路科科长', [], { staffNo: 'JT003' }),
  person('GXQ', '石磊', '管委会副主任', ['unit_head'], { staffNo: 'GX001' }),
  person('GXQ', '夏雨', '党政办信息员', ['officer'], { staffNo: 'GX002', ...fullTime }),
  person('GXQ', '田野', '安监科干部', [], { staffNo: 'GX003' }),
  person('DHX', '高山', '副县长', ['unit_head'], { staffNo: 'DH001' }),
  person('DHX', '江河', '县政府办信息员', ['officer'], { staffNo: 'DH002', ...fullTime }),
  person('DHX', '白云', '县水务局干部', [], { staffNo: 'DH003' }),
]

const publications: OfficePlan['publications'] = [
  {
    name: '政务信息',
    level: 'city',
    direction: 'downward',
    reviewChain: ['editor'],
    distribution: { send: '市委办公室、市人大常委会办公室、市政协办公室', distribute: '各县区人民政府、市政府各部门' },
    copies: 120,
  },
  { name: '专报', level: 'city', direction: 'upward', reviewChain: ['director'], distribution: { report: '省政府办公厅' }, copies: 5 },
  {
    name: '情况反映',
    level: 'city',
    direction: 'upward',
    reviewChain: ['editor', 'director'],
    distribution: { report: '市政府领导' },
    copies: 15,
  },
]

/** The office a newcomer meets: the fictional city of 临江, 12 units, 40 people, 5 work groups; the next number is 128 once its history is laid. */
export const demoOffice: OfficePlan = {
  office: { name: '临江市人民政府办公室', timezone: 'Asia/Shanghai', settings: { firstNumber: 128 } },
  units,
  people,
  groups: [...demoGroups],
  publications,
}
