import { In, IsNull } from 'typeorm'
import { MatterEvent, Signature, Todo, type Publication } from '../../entities/index.ts'
import type { Day, Instant } from '../../rules/instant.ts'
import type { MatterState } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'
import { memberName, unitName, type Named } from '../matters/names.ts'
import type { ChainRole } from '../publications/publication-plan.ts'
import { undoneBy } from '../matters/find-last-event.ts'
import { getIssue, type FoundIssue } from './find-issue.ts'
import { issueDigest, listItems, type ListedItem } from './list-items.ts'

export interface IssueItemView {
  number: number
  position: number
  heading: string
  form: string | null
  /** The text that is printed. */
  version: number
  title: string
  body: string
  /** The submission's newest version; later than `version` when it was edited since. */
  newestVersion: number
  state: MatterState
  tone: 'positive' | 'problem'
  units: Named[]
}

export interface ChainStepView {
  role: ChainRole
  /** Who took the step; null while it is ahead. */
  by: Named | null
  at: Instant | null
}

export interface SignatureView {
  signer: Named
  asDeputy: boolean
  onBehalfOf: Named | null
  at: Instant
  digest: string
}

export interface IssueView {
  number: number
  /** Bumped by every change; an arrangement may name the one it was made from. */
  version: number
  title: string
  state: MatterState
  publication: Publication
  supplement: boolean
  year: number | null
  serial: number | null
  total: number | null
  signedOn: Day | null
  editorNote: string | null
  compiledBy: Named
  chain: ChainStepView[]
  /** Whose word it waits for. */
  waitingFor: Named[]
  items: IssueItemView[]
  /** Of the whole issue as it stands. */
  digest: string
  signature: SignatureView | null
  publishedAt: Instant | null
  withdrawnReason: string | null
}

const steps: readonly string[] = ['request_signature', 'pass', 'sign', 'send_back', 'undo']

/** Who took which step since the issue was last sent into the chain. */
const takenSteps = async (ctx: UseCaseContext, matterId: string): Promise<MatterEvent[]> => {
  const events = await ctx.tx.find(MatterEvent, { where: { matterId, action: In(steps) }, order: { at: 'ASC', id: 'ASC' } })
  const undone = new Set(events.flatMap(undoneBy))
  const standing = events.filter(({ id, action }) => action !== 'undo' && !undone.has(id))
  const start = standing.findLastIndex(({ action }) => action === 'request_signature' || action === 'send_back')
  return standing.slice(start + 1).filter(({ action }) => action === 'pass' || action === 'sign')
}

const signatureView = (ctx: UseCaseContext, row: Signature): SignatureView => {
  const { directory } = ctx.office
  return {
    signer: memberName(directory, row.signerId),
    asDeputy: row.asDeputy,
    onBehalfOf: row.onBehalfOfId === null ? null : memberName(directory, row.onBehalfOfId),
    at: row.at,
    digest: row.digest,
  }
}

const itemView = (ctx: UseCaseContext, { item, matter, submission, printed, unitIds }: ListedItem): IssueItemView => ({
  number: matter.number,
  position: item.position,
  heading: item.heading,
  form: item.form,
  version: item.version,
  title: printed.title,
  body: printed.body,
  newestVersion: submission.version,
  state: matter.state,
  tone: submission.tone,
  units: unitIds.map((id) => unitName(ctx.office.directory, id)),
})

const viewOf = async (ctx: UseCaseContext, found: FoundIssue, items: readonly ListedItem[]): Promise<IssueView> => {
  const { matter, issue, publication } = found
  const { directory } = ctx.office
  const taken = await takenSteps(ctx, matter.id)
  const waiting = await ctx.tx.find(Todo, { where: { matterId: matter.id, duty: 'sign', closedAt: IsNull() }, order: { id: 'ASC' } })
  const [signature] = await ctx.tx.find(Signature, { where: { matterId: matter.id }, order: { id: 'DESC' }, take: 1 })
  return {
    number: matter.number,
    version: matter.version,
    title: matter.title,
    state: matter.state,
    publication,
    supplement: issue.supplement,
    year: issue.year,
    serial: issue.serial,
    total: issue.total,
    signedOn: issue.signedOn,
    editorNote: issue.editorNote,
    compiledBy: memberName(directory, matter.issuerId),
    chain: publication.reviewChain.map((role, step) => {
      const event = taken[step]
      return { role, by: event?.actorId ? memberName(directory, event.actorId) : null, at: event?.at ?? null }
    }),
    waitingFor: waiting.map(({ memberId }) => memberName(directory, memberId ?? '')),
    items: items.map((item) => itemView(ctx, item)),
    digest: issueDigest(found, items),
    signature: signature ? signatureView(ctx, signature) : null,
    publishedAt: issue.publishedAt,
    withdrawnReason: issue.withdrawnReason,
  }
}

/** An issue as it will be, or is, printed, with how far it has come and where newer versions exist. `not_found` for who may not see it. */
export const readIssue = async (ctx: UseCaseContext, number: number): Promise<IssueView> => {
  const found = await getIssue(ctx, number)
  return viewOf(ctx, found, await listItems(ctx, found.matter.id))
}
