import type { Day } from './instant.ts'
import { isAhead, readPastDay } from './past-day.ts'
import { eventCode, formCode, levelNames, readLevel } from './usage-words.ts'

/** An adoption as somebody wrote it; day null: today. */
export interface AdoptionText {
  event: string
  level: string
  publication: string
  form: string | null
  day: Day | null
}

/** Said once more behind the publication: it is no form. */
const saidAgain = /^(?:已经?|被)?(?:采用|录用|刊用|刊发|采纳)了?$/u

const named = /[《〈]\s*([^》〉]*?)\s*[》〉]/u

/**
 * `省级《每日要情》 专报 4月3日`, `转报 市级 政务信息 昨天`: what was done when it is not 采用, level, publication, form and day when they are
 * there. A text that cannot be read comes back as the complaint.
 */
export const readAdoptionText = (text: string, today: Day): AdoptionText | { problem: string } => {
  const plain = text.normalize('NFC').trim()
  const [first = ''] = plain.split(/\s/u, 1)
  const event = /^\p{Script=Han}+$/u.test(first) ? eventCode(first) : null
  const rest = event === null ? plain : plain.slice(first.length).trim()
  const level = readLevel(rest)
  if (!level) return { problem: `请先写采用级别(${levelNames})` }
  const after = rest.slice(level.length)
  const title = named.exec(after)
  const words = (title ? after.replace(title[0], ' ') : after)
    .split(/[\s,\uFF0C;\uFF1B]+/u)
    .filter((word) => word !== '' && !saidAgain.test(word))
  const publication = title ? (title[1] ?? '') : (words.shift() ?? '')
  if (publication === '') return { problem: '请写明刊物,例如 《每日要情》' }
  if (publication.length > 80) return { problem: '刊物名称不超过 80 字' }
  let day: Day | null = null
  let form: string | null = null
  for (const word of words) {
    if (isAhead(word, today)) return { problem: `“${word}”还没到;是去年的请写上年份` }
    const read = readPastDay(word, today)
    if (read?.day === null) return { problem: `没有“${word}”这一天` }
    if (read !== null && day === null) day = read.day
    else if (read === null && form === null) form = word
    else return { problem: `看不懂“${word}”,请按“级别《刊物》 形式 日期”的顺序写` }
  }
  if (form !== null && form.length > 20) return { problem: '形式不超过 20 字' }
  return { event: event ?? 'adopt', level: level.code, publication, form: form === null ? null : formCode(form), day }
}
