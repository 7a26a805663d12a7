import type { IssueDocument } from '../../documents/issue/issue-document.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import type { IssueView } from './read-issue.ts'

const lines = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[、,\uFF0C;\uFF1B\n]/u)
    .map((each) => each.trim())
    .filter((each) => each !== '')

/** An issue as the paper sees it; before it is signed a 送审稿. */
export const issueDocument = (ctx: UseCaseContext, view: IssueView): IssueDocument => {
  const { office, now } = ctx
  const { publication, signature } = view
  const isSigned = view.serial !== null && view.signedOn !== null
  const checker = view.chain.slice(0, -1).findLast(({ by }) => by !== null)?.by ?? null
  return {
    publication: publication.name,
    compiler: publication.issuedBy ?? office.settings.name,
    signed: isSigned
      ? { series: view.supplement ? 'supplement' : 'regular', number: view.serial ?? 0, total: view.total, on: view.signedOn ?? '' }
      : null,
    editorNote: view.editorNote,
    items: view.items.map(({ heading, body, units }) => ({ title: heading, body, units: units.map(({ name }) => name) })),
    foot: {
      reportTo: lines(publication.distribution.report),
      sendTo: lines(publication.distribution.send),
      distributeTo: lines(publication.distribution.distribute),
      copies: publication.copies,
      signer: signature?.signer.name ?? null,
      checker: checker?.name ?? null,
      editor: view.compiledBy.name,
    },
    exported: { by: actorOf(ctx).name, at: now, zone: office.calendar.zone },
  }
}

/** What the file is called: 政务信息2026年第49期.docx, 政务信息送审稿(150).docx. */
export const issueFileName = (view: IssueView): string => {
  const series = view.supplement ? '增刊' : ''
  const number = view.serial === null ? `${series}送审稿(${view.number})` : `${view.year}年${series}第${view.serial}期`
  return `${view.publication.name}${number}.docx`
}
