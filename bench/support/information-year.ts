import { createSeededRandom } from '../../app/replay/seeded-random.ts'
import { createCalendar } from '../../rules/calendar/create-calendar.ts'
import type { Day } from '../../rules/instant.ts'
import { defaultSettings } from '../../rules/office-settings.ts'
import type { OfficePlan } from '../../use-cases/office/lay-office.ts'

/** What is said in a year, in order; `at` is local time. */
export interface YearLine {
  at: string
  from: string
  text: string
  /** To the bot alone. */
  private: boolean
}

export interface InformationYear {
  plan: OfficePlan
  lines: YearLine[]
  /** What comes of it. */
  expected: { reported: number; adopted: number; issues: number }
}

const unitNames = [
  '发改委',
  '工信局',
  '教育局',
  '公安局',
  '住建局',
  '农业农村局',
  '卫健委',
  '应急局',
  '江南区',
  '江北区',
  '临山县',
  '青河县',
]
const unitCode = (at: number): string => `U${String(at + 1).padStart(2, '0')}`
const officerName = (at: number): string => `信息员${at + 1}`
const headName = (at: number): string => `负责人${at + 1}`
/** Every other unit has a head who approves. */
const hasHead = (at: number): boolean => at % 2 === 0

const subjects = ['项目建设', '安全检查', '民生保障', '农业生产', '营商环境', '教育卫生', '生态治理', '政务服务', '交通运输', '文化旅游']
const verbs = ['取得新进展', '开展集中整治', '推出便民措施', '完成年度任务', '形成经验做法', '召开调度会议', '破解瓶颈难题']

const plan = (): OfficePlan => ({
  office: { name: '临江市人民政府办公室' },
  units: [
    { code: 'ZFB', name: '市政府办' },
    { code: 'XXK', name: '信息科', parent: 'ZFB' },
    ...unitNames.map((name, at) => ({ code: unitCode(at), name, parent: 'ZFB', class: at < 8 ? '市直部门' : '县区' })),
  ],
  people: [
    { name: '主任', unit: 'ZFB', roles: [{ role: 'director' }] },
    { name: '编辑', unit: 'XXK', roles: [{ role: 'editor', unit: 'ZFB' }] },
    { name: '副编', unit: 'XXK', roles: [{ role: 'editor', unit: 'ZFB' }] },
    ...unitNames.flatMap((_, at) => [
      { name: officerName(at), unit: unitCode(at), roles: [{ role: 'officer' as const }], officer: 'full_time' as const },
      ...(hasHead(at) ? [{ name: headName(at), unit: unitCode(at), roles: [{ role: 'unit_head' as const }] }] : []),
    ]),
  ],
  groups: [
    {
      name: '政务信息工作群',
      purpose: '政务信息报送',
      members: ['主任', '编辑', '副编', ...unitNames.map((_, at) => officerName(at))].map((person) => ({ person })),
    },
  ],
  publications: [{ name: '政务信息', level: 'city', direction: 'downward' }],
  pointsRules: [
    {
      validFrom: '2026-01-01',
      name: '计分办法',
      reporting: [{ points: 1 }],
      adoption: [
        { level: 'city', points: 3 },
        { level: 'province', points: 10 },
      ],
    },
  ],
})

interface Figures {
  items: number
  /** Of these printed in our own issues, ten at a time. */
  printed: number
  /** And used by the province, by hand. */
  provincial: number
}

/** A prefecture's year: 907 of 4,650 were used, 19.5 %. */
export const prefectureYear: Figures = { items: 4_650, printed: 600, provincial: 307 }

/** A year of reports, approvals, issues and adoptions as people would write them; the same seed says the same. */
export const makeInformationYear = ({ items, printed, provincial }: Figures = prefectureYear, seed = 907): InformationYear => {
  const random = createSeededRandom(seed)
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value
  const calendar = createCalendar(defaultSettings())
  const days: Day[] = []
  for (let day = '2026-01-05'; day <= '2026-12-31'; day = calendar.addDays(day, 1)) if (calendar.isWorkingDay(day)) days.push(day)
  // On these mornings the clock draws up bulletins, and each takes a number: of the month, and of the quarter with its last month.
  const bulletins = new Map<Day, number>()
  for (let month = 1; month <= 11; month += 1) {
    const last = calendar.addDays(`2026-${String(month + 1).padStart(2, '0')}-01`, -1)
    bulletins.set(calendar.addWorkingDays(last, 3), month % 3 === 0 ? 2 : 1)
  }

  const lines: YearLine[] = []
  let number = 0
  let written = 0
  let issues = 0
  let toPrint: number[] = []
  let printedSoFar = 0
  let usedSoFar = 0
  for (const [index, day] of days.entries()) {
    number += bulletins.get(day) ?? 0
    let minute = 9 * 60
    const say = (from: string, text: string, isPrivate = false): void => {
      const at = `${day}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      lines.push({ at, from, text, private: isPrivate })
      minute += 2
    }
    const upTo = Math.round(((index + 1) * items) / days.length)
    const today: number[] = []
    for (; written < upTo; written += 1) {
      const unit = written % unitNames.length
      number += 1
      today.push(number)
      const count = 3 + Math.floor(random() * 90)
      const title = `${unitNames[unit]}第${written + 1}期${pick(subjects)}${pick(verbs)}`
      say(
        officerName(unit),
        `#信息 ${title}\n${Number(day.slice(5, 7))}月${Number(day.slice(8))}日,在临江市${pick(subjects)}中出动${count}人,涉及${count * 3}处,${pick(verbs)},${pick(subjects)}同步推进。`,
      )
      if (hasHead(unit)) say(headName(unit), `#同意 ${number}`, true)
    }
    // Of a day's items some go into the next issue, others the province takes.
    const wantPrinted = Math.round(((index + 1) * printed) / days.length)
    const wantUsed = Math.round(((index + 1) * provincial) / days.length)
    while (printedSoFar + toPrint.length < wantPrinted && today.length > 0) toPrint.push(today.shift() ?? 0)
    for (; usedSoFar < wantUsed && today.length > 0; usedSoFar += 1) say('编辑', `#采用 ${today.shift()} 省级《每日要情》`)
    if (toPrint.length >= 10 || (index === days.length - 1 && toPrint.length > 0)) {
      number += 1
      issues += 1
      printedSoFar += toPrint.length
      say('编辑', `#编发 《政务信息》 ${toPrint.join(' ')}`)
      say('编辑', `#送签 ${number}`)
      say('副编', `#签发 ${number}`)
      say('副编', `#印发 ${number}`)
      toPrint = []
    }
  }
  return { plan: plan(), lines, expected: { reported: written, adopted: printedSoFar + usedSoFar, issues } }
}
