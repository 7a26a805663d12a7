import { z } from 'zod'
import type { Comparison } from '../../use-cases/submissions/compare-versions.ts'
import type { SubmissionItem } from '../../use-cases/submissions/list-submissions.ts'
import type { SubmissionDetail, VersionLine } from '../../use-cases/submissions/read-submission.ts'
import { instant, namedSchema } from './common.ts'
import { matterBriefSchema, presentMatterBrief, stateSchema } from './present-matter.ts'

const toneSchema = z.enum(['positive', 'problem']).describe('报喜、报忧')

/** One line of the list of submissions. */
export const submissionItemSchema = z
  .strictObject({
    number: z.int(),
    title: z.string(),
    state: stateSchema,
    category: z.string().describe('类别代码'),
    tone: toneSchema,
    author: namedSchema,
    unit: namedSchema,
    reportedAt: instant,
    dueAt: instant.nullable(),
    version: z.int().describe('第几版'),
  })
  .meta({ id: 'SubmissionItem' })

export const presentSubmissionItem = (item: SubmissionItem): z.input<typeof submissionItemSchema> => item

/** What a submission is beside its matter. */
export const submissionSchema = z
  .strictObject({
    matter: matterBriefSchema,
    title: z.string(),
    body: z.string(),
    category: z.strictObject({ code: z.string(), name: z.string() }),
    tone: toneSchema,
    version: z.int(),
    reportedAt: instant.nullable().describe('首次报送;为空即草稿'),
    authors: z.array(z.strictObject({ member: namedSchema, unit: namedSchema })),
    signatures: z.array(
      z.strictObject({
        version: z.int().describe('签的是第几版'),
        signer: namedSchema,
        asDeputy: z.boolean().describe('副主任代签'),
        at: instant,
        digest: z.string().describe('所签文字的摘要'),
      }),
    ),
    next: z
      .union([z.strictObject({ step: z.enum(['head', 'editors', 'signer']), members: z.array(namedSchema) }), z.null()])
      .describe('下一步待谁'),
    mergedInto: z.int().nullable().describe('并入的编号'),
    sentUpTo: z.string().nullable().describe('上报对象'),
  })
  .meta({ id: 'Submission' })

export const presentSubmission = ({ matter, submission, ...detail }: SubmissionDetail): z.input<typeof submissionSchema> => ({
  matter: presentMatterBrief(matter),
  title: matter.title,
  body: matter.body,
  tone: submission.tone,
  version: submission.version,
  reportedAt: submission.reportedAt,
  sentUpTo: submission.sentUpTo,
  ...detail,
})

export const versionSchema = z
  .strictObject({
    version: z.int(),
    title: z.string(),
    editor: namedSchema,
    at: instant,
    reason: z.string().nullable(),
    digest: z.string(),
  })
  .meta({ id: 'SubmissionVersion' })

export const presentVersion = (line: VersionLine): z.input<typeof versionSchema> => line

const piecesSchema = z.array(
  z.strictObject({ in: z.enum(['both', 'before', 'after']).describe('两版都有、只在前、只在后'), text: z.string() }),
)

export const comparisonSchema = z
  .strictObject({ from: z.int(), to: z.int(), title: piecesSchema, body: piecesSchema })
  .meta({ id: 'SubmissionComparison' })

export const presentComparison = (comparison: Comparison): z.input<typeof comparisonSchema> => comparison
