import { spawnSync } from 'node:child_process'
import { createCalendar } from '../rules/calendar/index.ts'
import { parseDeadline } from '../rules/deadline/index.ts'
import { defaultSettings } from '../rules/office-settings.ts'
import { median } from './support/measure.ts'
import { judge, type Part } from './support/part.ts'

/** Sentences as they are posted in work groups: limits of every kind, and texts without one. */
const phrases = [
  '请各单位于12月5日(周六)前将安全生产月工作总结报市政府办公室综合科',
  '本周五下班前完成老旧小区消防隐患排查,李四牵头',
  '3个工作日内反馈整改落实情况,逾期未报的予以通报',
  '每月10日前报送上月主要经济指标完成情况',
  '会议定于下周三下午3点在四楼会议室召开,材料请于周二下班前报综合科',
  '各地各部门要于6月前完成专网延伸联接',
  '收到请回复',
  '请在事发后两小时内书面报告,并及时续报处置进展情况',
  '明天上午10:30前把投放数据补到复盘文档',
  '国庆节前完成节日期间值班安排,节后第一个工作日报送值班情况',
  '2026年12月31日17:30前报送2026年工作总结和2027年工作打算,纸质版一式三份盖章后送605办公室',
  '已排查12栋,发现隐患3处,60%',
  '尽快销号',
  '请于11月25日至12月5日期间完成网上填报,最迟不超过12月5日18:00',
  '农历腊月二十三前完成春节慰问物资发放',
  '市政发〔2026〕5号文件已印发,请认真组织学习,严格贯彻执行,切实做到件件有着落、事事有回音',
]

const settings = defaultSettings()
const calendar = createCalendar(settings)
const context = { sentAt: calendar.at('2026-11-23', '09:00'), calendar, settings }

interface Rate {
  /** Phrases per second on the clock, which on a busy machine is shared with others. */
  clock: number
  /** Phrases per second of processor time. */
  processor: number
}

function measureRate(seconds: number): Rate {
  const begin = performance.now()
  const used = process.cpuUsage()
  let count = 0
  while (performance.now() - begin < seconds * 1_000) {
    for (const phrase of phrases) parseDeadline(phrase, context)
    count += phrases.length
  }
  const { user, system } = process.cpuUsage(used)
  return { clock: (count * 1_000) / (performance.now() - begin), processor: (count * 1_000_000) / (user + system) }
}

/** Milliseconds a fresh process takes to load the module, the least of some runs (a shared machine only adds). */
function importMs(extension: 'ts' | 'js', runs: number): number | undefined {
  const target = new URL(extension === 'ts' ? '../../rules/deadline/index.ts' : '../rules/deadline/index.js', import.meta.url)
  const script = `const t=performance.now();await import(${JSON.stringify(target.href)});process.stdout.write(String(performance.now()-t))`
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const flags = extension === 'ts' ? ['--import', 'tsx'] : []
    const { stdout, status } = spawnSync(process.execPath, [...flags, '--input-type=module', '-e', script], { encoding: 'utf8' })
    if (status !== 0) return undefined
    times.push(Number(stdout))
  }
  return Math.min(...times)
}

const atLeast = 5_000
const importWithinMs = 150

export const deadlines: Part = {
  name: 'deadlines',
  about: 'phrases a second through the deadline grammar, and what importing it takes',
  run: async ({ rounds = 3 }) => {
    const firstBegin = performance.now()
    for (const phrase of phrases) parseDeadline(phrase, context)
    const firstMs = performance.now() - firstBegin
    measureRate(0.5)
    const rates = Array.from({ length: rounds }, () => measureRate(1))
    const rate = median(rates.map(({ clock }) => clock))
    const built = importMs('js', 5)
    const whole = (value: number): string => Math.round(value).toLocaleString('en')
    return [
      {
        title: 'Deadline grammar',
        head: ['what', 'figure', 'goal'],
        rows: [
          ['phrases a second', whole(rate), judge(rate >= atLeast, `≥ ${whole(atLeast)}`)],
          ['… of processor time', whole(median(rates.map(({ processor }) => processor))), 'without what other programs took'],
          ['first pass of 16 phrases', `${firstMs.toFixed(0)} ms`, 'holiday and lunar data loaded on the way'],
          [
            'import, built',
            built === undefined ? 'not built' : `${built.toFixed(0)} ms`,
            judge((built ?? Infinity) <= importWithinMs, `≤ ${importWithinMs} ms`),
          ],
          ['import, tsx', `${(importMs('ts', 5) ?? Number.NaN).toFixed(0)} ms`, 'compiled on the way'],
        ],
      },
    ]
  },
}
