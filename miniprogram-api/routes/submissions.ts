import { z } from 'zod'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { requireSeat } from '../../use-cases/groups/require-seat.ts'
import { approveSubmission, approveSubmissionSchema } from '../../use-cases/submissions/approve-submission.ts'
import { editSubmission, editSubmissionSchema } from '../../use-cases/submissions/edit-submission.ts'
import { getSubmission } from '../../use-cases/submissions/find-submission.ts'
import { mergeSubmissions, mergeSubmissionsSchema } from '../../use-cases/submissions/merge-submissions.ts'
import { openSubmission, openSubmissionSchema } from '../../use-cases/submissions/open-submission.ts'
import { receiveSubmission } from '../../use-cases/submissions/receive-submission.ts'
import { returnSubmission, returnSubmissionSchema } from '../../use-cases/submissions/return-submission.ts'
import { sendUpSubmission, sendUpSubmissionSchema } from '../../use-cases/submissions/send-up-submission.ts'
import { shelveSubmission, shelveSubmissionSchema } from '../../use-cases/submissions/shelve-submission.ts'
import { signSubmission, signSubmissionSchema } from '../../use-cases/submissions/sign-submission.ts'
import { submitSubmission } from '../../use-cases/submissions/submit-submission.ts'
import { supplementSubmission, supplementSubmissionSchema } from '../../use-cases/submissions/supplement-submission.ts'
import { tellNext } from '../../use-cases/submissions/tell-next.ts'
import { listHandlers, tellHandlers } from '../../use-cases/submissions/tell-signed.ts'
import { describeSigned, describeSubmissionReturned } from '../../wording/submissions.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { namedOrNull, namedSchema } from '../presenters/common.ts'
import { matterBriefSchema, presentMatterBrief } from '../presenters/present-matter.ts'
import { defineAction, type Done } from './define-action.ts'

const tag = '信息'
const on = { path: '/submissions', tag }
const empty = z.strictObject({})
const withoutNumber = { number: true } as const

const checkSchema = z
  .strictObject({
    matter: matterBriefSchema,
    missing: z.array(z.string()).describe('尚缺的要素,不影响报送'),
    similar: z
      .union([z.strictObject({ number: z.int(), title: z.string(), unit: namedSchema, author: namedOrNull, day: z.string() }), z.null()])
      .describe('此前报过的相似信息'),
  })
  .meta({ id: 'OpenedSubmission' })

/** Tells whoever's word it waits for now; the words are theirs alone. */
const passOn = async (ctx: UseCaseContext, number: number): Promise<Done> => {
  const found = await getSubmission(ctx, number)
  await tellNext(ctx, found)
  return { matter: found.matter }
}

const writing: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/submissions',
    tag,
    summary: '报送信息(可存草稿)',
    who: 'member',
    scope: 'own',
    body: openSubmissionSchema.omit({ callId: true }),
    response: checkSchema,
    statuses: { 201: '已报送' },
    handler: async (ctx, { body }) => {
      if (body.groupId !== null) await requireSeat(ctx, body.groupId)
      const opened = await openSubmission(ctx, body)
      const { matter, check } = opened
      if (matter.state !== 'draft') await tellNext(ctx, opened)
      const { directory } = ctx.office
      const nameOf = (id: string): { id: string; name: string } => ({ id, name: directory.findMember(id)?.name ?? '' })
      const { similar } = check
      return {
        matter: presentMatterBrief(matter),
        missing: [...check.missing],
        similar: similar && {
          number: similar.number,
          title: similar.title,
          unit: { id: similar.unitId, name: directory.findUnit(similar.unitId)?.name ?? '' },
          author: nameOf(similar.authorId),
          day: similar.day,
        },
      }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/submissions/merge',
    tag,
    summary: '几条合成一条',
    who: ['editor'],
    scope: 'own',
    body: mergeSubmissionsSchema,
    response: matterBriefSchema,
    statuses: { 201: '已合并' },
    handler: async (ctx, { body }) => presentMatterBrief((await mergeSubmissions(ctx, body)).matter),
  }),
  defineAction(
    'submit',
    '报送草稿或退稿',
    empty,
    async (ctx, number) => {
      await submitSubmission(ctx, { number })
      return passOn(ctx, number)
    },
    on,
  ),
  defineAction(
    'supplement',
    '补充',
    supplementSubmissionSchema.omit(withoutNumber),
    (ctx, number, body) => supplementSubmission(ctx, { ...body, number }),
    on,
  ),
  defineAction(
    'edit',
    '改稿',
    editSubmissionSchema.omit(withoutNumber),
    (ctx, number, body) => editSubmission(ctx, { ...body, number }),
    on,
  ),
]

const deciding: readonly Route[] = [
  defineAction(
    'approve',
    '单位审核通过;信息科送签',
    approveSubmissionSchema.omit(withoutNumber),
    async (ctx, number, body) => {
      await approveSubmission(ctx, { ...body, number })
      return passOn(ctx, number)
    },
    on,
  ),
  defineAction('receive', '接收采编', empty, async (ctx, number) => ({ matter: await receiveSubmission(ctx, { number }) }), on),
  defineAction(
    'send-back',
    '退稿',
    returnSubmissionSchema.omit(withoutNumber),
    async (ctx, number, body, w) => {
      const { matter, to, submission } = await returnSubmission(ctx, { ...body, number })
      const text = describeSubmissionReturned(w, { number, to, authorId: submission.authorId }, body.reason)
      if (to === 'editors') await tellNext(ctx, { matter, submission })
      const concerned = to === 'author' ? [submission.authorId] : submission.tone === 'problem' ? [] : await listHandlers(ctx, matter.id)
      return { matter, tell: { text, memberIds: concerned } }
    },
    on,
  ),
  defineAction(
    'sign',
    '签发',
    signSubmissionSchema.omit(withoutNumber),
    async (ctx, number, body, w) => {
      const signed = await signSubmission(ctx, { ...body, number })
      const { submission } = await getSubmission(ctx, number)
      const text = describeSigned(w, { ...signed, number })
      await tellHandlers(ctx, { matter: signed.matter, submission }, text)
      const memberIds = submission.tone === 'problem' ? [] : await listHandlers(ctx, signed.matter.id)
      return { matter: signed.matter, tell: { text, memberIds } }
    },
    on,
  ),
  defineAction(
    'shelve',
    '留存:暂不采用',
    shelveSubmissionSchema.omit(withoutNumber),
    async (ctx, number, body) => ({ matter: await shelveSubmission(ctx, { ...body, number }) }),
    on,
  ),
  defineAction(
    'send-up',
    '上报',
    sendUpSubmissionSchema.omit(withoutNumber),
    async (ctx, number, body) => ({
      matter: await sendUpSubmission(ctx, { ...body, number }),
    }),
    on,
  ),
]

/** What the chat tags of the same names do; looking at them is in read-submissions.ts. */
export const submissionRoutes: readonly Route[] = [...writing, ...deciding]
