import { AlignmentType, Paragraph } from 'docx'
import { cleanLine, paragraphsOf } from '../page/clean-text.ts'
import { stampText } from '../page/export-stamp.ts'
import { fonts, oneCharacter, sizes } from '../page/layout.ts'
import { packDocument } from '../page/pack-document.ts'
import { body, emptyLine, indented, line, title } from '../page/paragraphs.ts'
import { run } from '../page/runs.ts'
import { widenPunctuation } from '../page/widen-punctuation.ts'
import { issueFoot } from './issue-foot.ts'
import { issueHead, issueNumber } from './issue-head.ts'
import type { IssueDocument, IssueItem } from './issue-document.ts'

const contents = (items: readonly IssueItem[]): Paragraph[] => {
  if (items.length < 2) return []
  const entries = items.map((item, index) =>
    line(`${index + 1}．${widenPunctuation(cleanLine(item.title))}`, { indent: { left: 3.5 * oneCharacter, hanging: 1.5 * oneCharacter } }),
  )
  return [line('本期目录', { alignment: AlignmentType.CENTER, keepNext: true }, { font: fonts.heading }), ...entries]
}

/** 编者按：in 黑体, its text in 楷体 to tell it from the items. */
const editorNote = (note: string | null): Paragraph[] => {
  const [first, ...rest] = note === null ? [] : paragraphsOf(note)
  if (first === undefined) return []
  const opening = new Paragraph({
    alignment: AlignmentType.BOTH,
    indent: indented,
    spacing: { before: 290 },
    children: [run('编者按：', { font: fonts.heading }), run(widenPunctuation(first), { font: fonts.subheading })],
  })
  return [opening, ...body(rest.join('\n'), { font: fonts.subheading })]
}

/** Who sent it in; it stays with the end of its text, and that of the last item with the foot block. */
const senders = (units: readonly string[], keepNext: boolean): Paragraph[] => {
  if (units.length === 0) return []
  const options = { alignment: AlignmentType.RIGHT, indent: { right: oneCharacter }, keepLines: true, keepNext }
  return [line(`（${units.map(cleanLine).join('、')}）`, options)]
}

const item = ({ title: name, body: text, units }: IssueItem, isLast: boolean): Paragraph[] => {
  const said = paragraphsOf(text).length > 0 ? text : '（本条没有正文。）'
  return [title(name), ...body(said, { keepEnd: isLast || units.length > 0 }), ...senders(units, isLast)]
}

/** An issue as .docx: red head, contents when there are several items, 编者按, the items, the foot block. Same input, same bytes. */
export const buildIssueDocx = async (issue: IssueDocument): Promise<Buffer> => {
  const items =
    issue.items.length > 0
      ? issue.items.flatMap((one, index) => item(one, index === issue.items.length - 1))
      : [emptyLine(), ...body('（本期没有稿件。）', { keepEnd: true })]
  // Only a draft shows who printed it: on an issue it would be part of what is published.
  const printed = issue.signed
    ? []
    : [line(stampText(issue.exported), { alignment: AlignmentType.RIGHT, keepNext: true }, { size: sizes.narrowTable })]
  return packDocument(`${cleanLine(issue.publication)} ${issueNumber(issue.signed)}`, issue.exported, [
    ...issueHead(issue),
    ...contents(issue.items),
    ...editorNote(issue.editorNote),
    ...items,
    ...printed,
    issueFoot(issue.foot),
    // A floating table needs a paragraph after it, as low as possible.
    new Paragraph({ spacing: { line: 20, lineRule: 'exact' }, children: [run('', { size: 2 })] }),
  ])
}
