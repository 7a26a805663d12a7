import { Paragraph } from 'docx'
import type { Day, Instant } from '../../rules/instant.ts'
import { chineseLimit } from '../page/chinese-date.ts'
import { cleanLine, paragraphsOf } from '../page/clean-text.ts'
import type { ExportStamp } from '../page/export-stamp.ts'
import { fonts } from '../page/layout.ts'
import { packDocument } from '../page/pack-document.ts'
import { body, heading, indented, line, title } from '../page/paragraphs.ts'
import { run } from '../page/runs.ts'
import { widenPunctuation } from '../page/widen-punctuation.ts'
import { signature } from '../page/signature.ts'

export interface Topic {
  title: string
  /** 报送要求, a paragraph per line. */
  requirements: string
  /** Empty: every unit addressed. */
  units: readonly string[]
  /** null: no limit of its own. */
  dueAt: Instant | null
}

/** 《报送要点》: the topics units are asked to report on. */
export interface TopicsDocument {
  /** 2026年4月政务信息报送要点. */
  title: string
  addressees: readonly string[]
  /** Text before the topics; empty: none. */
  introduction: string
  topics: readonly Topic[]
  /** Text after the topics (where to send, whom to ask); empty: none. */
  closing: string
  issuer: string
  on: Day
  exported: ExportStamp
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 一 to 九十九, as headings count. */
const chineseNumber = (number: number): string => {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits[ones] : ''}`
}

const labelled = (label: string, text: string, keepNext: boolean): Paragraph =>
  new Paragraph({ indent: indented, keepNext, children: [run(`${label}：`, { font: fonts.subheading }), run(widenPunctuation(text))] })

/** One topic; the last one stays with the signature. */
const topic = ({ title: name, requirements, units, dueAt }: Topic, index: number, zone: string, keepEnd: boolean): Paragraph[] => {
  const [first, ...rest] = paragraphsOf(requirements)
  return [
    heading(`${chineseNumber(index + 1)}、${cleanLine(name)}`),
    ...(first === undefined ? [] : [labelled('报送要求', first, false), ...body(rest.join('\n'))]),
    labelled('报送单位', units.length > 0 ? units.join('、') : '各单位', true),
    labelled('报送时限', dueAt === null ? '有情况及时报送' : chineseLimit(dueAt, zone), keepEnd),
  ]
}

/** The list of topics as .docx: every topic with what is wanted, from whom and until when. */
export const buildTopicsDocx = async (document: TopicsDocument): Promise<Buffer> => {
  const { topics, exported } = document
  return packDocument(cleanLine(document.title), exported, [
    title(document.title),
    ...(document.addressees.length > 0 ? [line(`${document.addressees.map(cleanLine).join('、')}：`)] : []),
    ...body(document.introduction),
    ...(topics.length > 0
      ? topics.flatMap((one, index) => topic(one, index, exported.zone, index === topics.length - 1))
      : body('本期没有报送要点。', { keepEnd: true })),
    ...body(document.closing, { keepEnd: true }),
    ...signature(document.issuer, document.on),
  ])
}
