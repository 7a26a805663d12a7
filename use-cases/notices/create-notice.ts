import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Notice, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { readDocumentNumber, readReceipt, sameNoticeText } from '../../rules/notice-text.ts'
import { Problem } from '../../rules/problems.ts'
import { composeTitle } from '../../rules/task-text.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { askForLimit } from '../matters/ask-for-limit.ts'
import { openMatter } from '../matters/open-matter.ts'
import { checkLimit } from '../tasks/check-limit.ts'
import { checkIssuer } from '../tasks/create-task.ts'
import { partyKeySchema } from '../tasks/party-key.ts'
import { fixedLimit, type Limit } from '../tasks/read-limit.ts'
import { addNoticeGroup, findSameNotice, joinNotice } from './join-notice.ts'
import { resolveAudience } from './notice-audience.ts'
import { readNoticeLimit } from './read-notice-limit.ts'

/** A notice as a person asks for it. Without `needsReceipt` and `dueAt` both are read from the body. */
export const createNoticeSchema = z.strictObject({
  form: z.enum(['notice', 'document']).default('notice'),
  body: z.string().trim().min(1, '通知内容不能为空').max(4_000, '通知内容不超过 4000 字'),
  title: z.string().trim().min(1).max(80).optional(),
  /** 临政办发〔2026〕15号; of a document, read from the body when absent. */
  documentNumber: z.string().trim().min(1).max(60).optional(),
  needsReceipt: z.boolean().optional(),
  audience: z.enum(['named', 'members', 'units']).default('named'),
  parties: z.array(partyKeySchema).max(2_000).default([]),
  dueAt: z.int().positive().optional(),
  issuerId: z.string().length(26).optional(),
  groupId: z.string().length(26).nullable().default(null),
})

export type CreateNoticeInput = z.input<typeof createNoticeSchema>
type Input = z.output<typeof createNoticeSchema>

export interface CreatedNotice {
  matter: Matter
  notice: Notice
  /** How many parties this posting added, and whom. */
  parties: string[]
  /** new; joined: the same notice from another group; again: the same in the same group. */
  outcome: 'new' | 'joined' | 'again'
  /** Null where nobody is asked to sign, or where the first posting fixed it. */
  limit: Exclude<Limit, { kind: 'recurring' }> | null
}

type NoticeLimit = NonNullable<CreatedNotice['limit']>

const limitOf = (ctx: UseCaseContext, { body, dueAt }: Input): NoticeLimit => {
  if (dueAt === undefined) return readNoticeLimit(ctx, body)
  return fixedLimit(dueAt)
}

/** Words without their limit, their document number and what asks for 签收. */
const titleOf = (body: string, limit: NoticeLimit | null): string => {
  const number = readDocumentNumber(body)
  const cuts = [...readReceipt(body).cuts, ...(number ? [number.span] : [])]
  return composeTitle(body, limit?.matched ? [...cuts, limit.matched] : cuts)
}

const documentNumberOf = ({ form, documentNumber, body }: Input): string | null => {
  if (form !== 'document') return null
  const written = documentNumber ?? readDocumentNumber(body)?.written
  if (written === undefined) throw new Problem('bad_request', '公文请写明文号,例如:#公文 关于做好防汛工作的通知 临政办发〔2026〕15号')
  return written.slice(0, 60)
}

interface Draft {
  input: Input
  issuerId: string
  parties: string[]
  needsReceipt: boolean
  documentNumber: string | null
  fingerprint: string
  /** A cancelled notice with the same words: the new one is another. */
  past: string | null
}

/** The row that makes it one notice: whoever comes second with the same words at the same moment waits here, and then joins. */
const insertNotice = async (ctx: UseCaseContext, matterId: string, draft: Draft): Promise<Notice> => {
  const { issuerId, fingerprint, past } = draft
  const day = ctx.office.calendar.dayOf(ctx.now)
  const notice: Notice = {
    matterId,
    form: draft.input.form,
    documentNumber: draft.documentNumber,
    needsReceipt: draft.needsReceipt,
    issuerId,
    fingerprint,
    sameKey: [issuerId, fingerprint.slice(0, 40), day, ...(past === null ? [] : [past])].join('|'),
    postedAt: ctx.now,
    summarisedAt: null,
    asked: null,
    signed: null,
  }
  try {
    await insertRows(ctx.tx, Notice, [notice])
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('stale', '同一通知正在另一个群登记,请稍后重试')
    throw error
  }
  return notice
}

const openNotice = async (ctx: UseCaseContext, draft: Draft): Promise<CreatedNotice> => {
  const { input, issuerId, parties, needsReceipt, documentNumber } = draft
  const limit = needsReceipt ? limitOf(ctx, input) : null
  const { directory } = ctx.office
  const { matter } = await openMatter(ctx, {
    kind: 'notice',
    opening: needsReceipt ? 'create' : 'announce',
    title: input.title ?? titleOf(input.body, limit),
    body: input.body,
    urgency: 'normal',
    dueAt: limit?.kind === 'set' ? limit.dueAt : null,
    dueText: limit?.text?.slice(0, 80) ?? null,
    groupId: input.groupId,
    unitId: directory.findMember(issuerId)?.unitId ?? actorOf(ctx).unitId,
    issuerId,
    postedById: issuerId === actorOf(ctx).id ? null : actorOf(ctx).id,
    parties: parties.map((party) => ({ party, role: 'responsible' as const })),
    data: { form: input.form, ...(documentNumber === null ? {} : { documentNumber }) },
  })
  const notice = await insertNotice(ctx, matter.id, draft)
  if (input.groupId !== null) await addNoticeGroup(ctx, matter.id, input.groupId)
  if (limit?.kind === 'question') await askForLimit(ctx, matter, [issuerId])
  return { matter, notice, parties, outcome: 'new', limit }
}

/**
 * Posts a notice. The same words of the same author within a day are the same notice: the parties of the other group are added, and
 * that group is told in the end as well (docs/rules.md, Notices).
 */
export const createNotice = async (ctx: UseCaseContext, raw: CreateNoticeInput): Promise<CreatedNotice> => {
  const input = createNoticeSchema.parse(raw)
  const issuerId = input.issuerId ?? actorOf(ctx).id
  checkIssuer(ctx, issuerId)
  if (input.dueAt !== undefined) checkLimit(ctx, input.dueAt)
  const documentNumber = documentNumberOf(input)
  const receipt = readReceipt(input.body)
  // A document is delivered against 签收 unless it says otherwise.
  const needsReceipt = input.needsReceipt ?? (receipt.asked || (input.form === 'document' && receipt.cuts.length === 0))
  const audience = { kind: input.audience, parties: input.parties }
  const parties = await resolveAudience(ctx, { issuerId, groupId: input.groupId, audience })
  if (parties.length === 0) throw new Problem('bad_request', '没有可以通知的人:本群还没有其他已绑定身份的人员或单位,请写明人员或单位')
  const fingerprint = createHash('sha256').update(sameNoticeText(input.form, input.body)).digest('hex')
  const same = await findSameNotice(ctx, issuerId, fingerprint)
  if (same && same.matter.state !== 'cancelled') return joinNotice(ctx, same, { groupId: input.groupId, parties })
  return openNotice(ctx, { input, issuerId, parties, needsReceipt, documentNumber, fingerprint, past: same?.matter.id ?? null })
}
