import { z } from 'zod'
import type { Publication } from '../../entities/index.ts'
import type { IssueLine } from '../../use-cases/issues/list-issues.ts'
import type { IssueView } from '../../use-cases/issues/read-issue.ts'
import { chainRoles, publicationColumnsSchema } from '../../use-cases/publications/publication-plan.ts'
import { instant, namedOrNull, namedSchema } from './common.ts'
import { stateSchema } from './present-matter.ts'

const day = z.string().describe('YYYY-MM-DD')

export const publicationSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    level: z.string().describe('编入即算哪一级采用'),
    direction: z.enum(['downward', 'upward']).describe('下行、上行'),
    reviewChain: z.array(z.enum(chainRoles)).describe('审核流程,最后一位签发'),
    issuedBy: z.string().nullable().describe('编发单位;为空即本办公室'),
    distribution: publicationColumnsSchema.shape.distribution.describe('报、送、发'),
    copies: z.int().nullable().describe('印数'),
    closed: z.boolean().describe('已停刊'),
  })
  .meta({ id: 'Publication' })

export const presentPublication = ({ closedAt, ...row }: Publication): z.input<typeof publicationSchema> => ({
  ...row,
  closed: closedAt !== null,
})

const numbered = {
  supplement: z.boolean().describe('增刊'),
  year: z.int().nullable().describe('期号的年份;签发前为空'),
  serial: z.int().nullable().describe('第几期'),
  total: z.int().nullable().describe('总第几期;不计则为空'),
  signedOn: day.nullable().describe('签发日期,即刊物日期'),
  publishedAt: instant.nullable(),
}

export const issueLineSchema = z
  .strictObject({ number: z.int(), title: z.string(), state: stateSchema, ...numbered, items: z.int().describe('条数') })
  .meta({ id: 'IssueLine' })

export const presentIssueLine = (line: IssueLine): z.input<typeof issueLineSchema> => line

const itemSchema = z
  .strictObject({
    number: z.int().describe('信息编号'),
    position: z.int(),
    heading: z.string().describe('刊登标题'),
    form: z.string().nullable().describe('刊登形式'),
    version: z.int().describe('刊登的是第几版'),
    newestVersion: z.int().describe('信息现在是第几版;大于 version 即编入后又改过'),
    title: z.string(),
    body: z.string(),
    state: stateSchema,
    tone: z.enum(['positive', 'problem']),
    units: z.array(namedSchema),
  })
  .meta({ id: 'IssueItem' })

export const issueSchema = z
  .strictObject({
    number: z.int().describe('事项编号'),
    version: z.int().describe('每改一次加一;编排时写上读到的版本'),
    title: z.string(),
    state: stateSchema,
    publication: publicationSchema,
    ...numbered,
    editorNote: z.string().nullable().describe('编者按'),
    compiledBy: namedSchema,
    chain: z.array(z.strictObject({ role: z.enum(chainRoles), by: namedOrNull, at: instant.nullable() })).describe('审核流程与已审'),
    waitingFor: z.array(namedSchema).describe('待谁'),
    items: z.array(itemSchema),
    digest: z.string().describe('整期内容的摘要'),
    signature: z
      .union([
        z.strictObject({ signer: namedSchema, asDeputy: z.boolean(), onBehalfOf: namedOrNull, at: instant, digest: z.string() }),
        z.null(),
      ])
      .describe('签发记录'),
    withdrawnReason: z.string().nullable().describe('撤刊原因'),
  })
  .meta({ id: 'Issue' })

export const presentIssue = ({ publication, ...view }: IssueView): z.input<typeof issueSchema> => ({
  ...view,
  publication: presentPublication(publication),
})
