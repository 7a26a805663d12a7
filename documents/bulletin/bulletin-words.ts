import { Problem } from '../../rules/problems.ts'
import { cleanLine } from '../page/clean-text.ts'
import type { Bulletin, BulletinPeriod } from './bulletin.ts'

const numerals = ['', '一', '二', '三', '四']

/** 2026年4月, 2026年第一季度, 2026年上半年, 2026年度. */
export const periodName = (period: BulletinPeriod): string => {
  switch (period.kind) {
    case 'month':
      return `${period.year}年${period.month}月`
    case 'quarter':
      return `${period.year}年第${numerals[period.quarter] ?? period.quarter}季度`
    case 'half':
      return `${period.year}年${period.half === 1 ? '上' : '下'}半年`
    case 'year':
      return `${period.year}年度`
  }
}

/** The headings over the two blocks of columns; a yearly bulletin has one. */
export const blockNames = (period: BulletinPeriod): { period: string; toDate: string | null } => {
  switch (period.kind) {
    case 'month':
      return { period: '本月', toDate: period.month === 1 ? '本年累计（1月）' : `本年累计（1—${period.month}月）` }
    case 'quarter':
      return { period: '本季度', toDate: period.quarter === 1 ? '本年累计（1—3月）' : `本年累计（1—${period.quarter * 3}月）` }
    case 'half':
      return { period: '本半年', toDate: `本年累计（1—${period.half * 6}月）` }
    case 'year':
      return { period: '全年', toDate: null }
  }
}

/** 关于2026年4月政务信息报送及采用情况的通报. */
export const bulletinTitle = ({ title, period, subject }: Pick<Bulletin, 'title' | 'period' | 'subject'>): string =>
  title ?? `关于${periodName(period)}${cleanLine(subject)}报送及采用情况的通报`

/** The text with its figures. Throws `bad_request` for a `{name}` that has none: a bulletin never goes out with a hole in it. */
export const withFigures = (text: string, figures: Bulletin['figures']): string =>
  text.replaceAll(/\{([^{}\n]+)\}/gu, (_whole, name: string) => {
    const figure = Object.hasOwn(figures, name.trim()) ? figures[name.trim()] : undefined
    if (figure === undefined) throw new Problem('bad_request', `通报正文里的 {${name}} 没有对应的数据`)
    return String(figure)
  })

/** The sections that say something, in order. */
export const sections = (bulletin: Bulletin): { title: string; text: string }[] =>
  [
    { title: '基本情况', text: bulletin.situation },
    { title: '存在问题', text: bulletin.problems },
    { title: '工作要求', text: bulletin.demands },
  ]
    .filter(({ text }) => text.trim() !== '')
    .map(({ title, text }) => ({ title, text: withFigures(text, bulletin.figures) }))
