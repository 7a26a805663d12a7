/** What a person changes in a draft, as they write it in a chat. */
export type BulletinEdit =
  | { kind: 'text'; text: 'title' | 'situation' | 'problems' | 'demands' | 'addressees'; words: string; reason: string }
  | { kind: 'figure'; name: string; field: FigureField; value: number; reason: string }
  | { kind: 'restore'; name: string; field: FigureField; reason: string }

export type FigureField =
  | 'excluded'
  | 'reported'
  | 'adopted'
  | 'instructed'
  | 'points'
  | 'year_reported'
  | 'year_adopted'
  | 'year_instructed'
  | 'year_points'
  | 'excellent'

const texts: Readonly<Record<string, Extract<BulletinEdit, { kind: 'text' }>['text']>> = {
  标题: 'title',
  基本情况: 'situation',
  存在问题: 'problems',
  工作要求: 'demands',
  主送: 'addressees',
}

const fields: Readonly<Record<string, FigureField>> = {
  不列入统计: 'excluded',
  不列入: 'excluded',
  报送: 'reported',
  采用: 'adopted',
  批示: 'instructed',
  积分: 'points',
  累计报送: 'year_reported',
  累计采用: 'year_adopted',
  累计批示: 'year_instructed',
  累计积分: 'year_points',
  不推荐: 'excellent',
  推荐: 'excellent',
}

/** The last 原因: a text may name causes itself. */
const withReason = /^([\s\S]+)(?<=[\s,\uFF0C。;\uFF1B])原因\s*[:\uFF1A]\s*([\s\S]+)$/u
const textEdit = new RegExp(`^(${Object.keys(texts).join('|')})\\s*[:\uFF1A]?\\s*([\\s\\S]+)$`, 'u')
/** 不列入 青河县: as people say it as well. */
const wordFirst = /^(不列入统计|不列入|不推荐|推荐)\s+(\S+)$/u
const figureEdit = new RegExp(`^(\\S+)\\s+(${Object.keys(fields).join('|')})\\s*(恢复|-?\\d{1,7}(?:\\.\\d{1,2})?)?$`, 'u')

/**
 * `城管局 采用 5 原因:补登`, `城管局 不列入统计 原因:机构改革`, `城管局 采用 恢复 原因:…`, `存在问题 文字 原因:…`; points as people
 * write them. Null when it is none of these; `reason` when only the reason is missing.
 */
export const readBulletinEdit = (text: string): BulletinEdit | 'reason' | null => {
  // What is printed keeps its punctuation: only figures and names are read as their plain forms.
  const said = text.trim()
  const found = withReason.exec(said)
  const [what, reason] = found ? [(found[1] ?? '').replace(/[\s,\uFF0C]+$/u, ''), (found[2] ?? '').trim()] : [said, '']
  const edit = readWhat(what, reason)
  return edit !== null && reason === '' ? 'reason' : edit
}

const readWhat = (what: string, reason: string): BulletinEdit | null => {
  const said = textEdit.exec(what)
  if (said) return { kind: 'text', text: texts[said[1] ?? ''] ?? 'title', words: (said[2] ?? '').trim(), reason }
  const plain = what
    .normalize('NFKC')
    .replace(/[\s,。;]+$/u, '')
    .replace(wordFirst, '$2 $1')
  const figure = figureEdit.exec(plain)
  if (!figure) return null
  const [, name = '', word = '', value] = figure
  const field = fields[word] ?? 'reported'
  if (value === '恢复') return { kind: 'restore', name, field, reason }
  if (field === 'excluded') return { kind: 'figure', name, field, value: 1, reason }
  if (field === 'excellent') return { kind: 'figure', name, field, value: word === '推荐' ? 1 : 0, reason }
  if (value === undefined) return null
  const number = Number(value)
  if (field.endsWith('points')) return { kind: 'figure', name, field, value: Math.round(number * 100), reason }
  return Number.isInteger(number) ? { kind: 'figure', name, field, value: number, reason } : null
}
