import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { matterKinds, matterStates } from '../../rules/lifecycles/index.ts'
import { matterStages } from '../../rules/matter-stage.ts'
import type { BriefMatter, MatterItem } from '../../use-cases/matters/matter-items.ts'
import type { MatterDetail } from '../../use-cases/matters/read-matter.ts'
import { presentSupervision, supervisionSchema } from './present-supervision.ts'
import { instant, levelSchema, namedSchema, pageOf, presentPage, namedOrNull } from './common.ts'

export const kindSchema = z.enum(matterKinds).describe('任务、建议、信息、约稿、刊物、通报、通知')
export const stateSchema = z.enum(matterStates).describe('办理中、待确认、已办结、已撤销;草稿、已退回、待签发、已签发')
const urgencySchema = z.enum(['critical', 'urgent', 'normal']).describe('特急、急、一般')
const stageSchema = z.enum(matterStages).describe('已立项、已签收、办理中;其余同状态')
const roleSchema = z.enum(['responsible', 'assisting']).describe('牵头、配合')

/** A matter in one line, as every action answers it. */
export const matterBriefSchema = z
  .strictObject({
    number: z.int().describe('事项编号'),
    kind: kindSchema,
    title: z.string(),
    state: stateSchema,
    urgency: urgencySchema,
    dueAt: instant.nullable().describe('时限;为空即未定'),
    dueText: z.string().nullable().describe('时限的原话'),
    level: levelSchema,
    percent: z.int().nullable().describe('进度'),
    createdAt: instant,
    submittedAt: instant.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'MatterState' })

/** What the API says of a matter's row; ids of rows stay inside. */
export const presentMatterBrief = (matter: Matter): z.input<typeof matterBriefSchema> => ({
  number: matter.number,
  kind: matter.kind,
  title: matter.title,
  state: matter.state,
  urgency: matter.urgency,
  dueAt: matter.dueAt,
  dueText: matter.dueText,
  level: matter.level,
  percent: matter.percent,
  createdAt: matter.createdAt,
  submittedAt: matter.submittedAt,
  closedAt: matter.closedAt,
})

/** What members of the group of origin see of a matter that is not theirs. */
const outlineSchema = z
  .strictObject({
    form: z.literal('brief'),
    number: z.int(),
    title: z.string(),
    dueAt: instant.nullable(),
    parties: z.array(z.strictObject({ party: z.string(), name: z.string(), role: roleSchema })),
  })
  .meta({ id: 'MatterOutline' })

const wholeFields = {
  form: z.literal('whole'),
  number: z.int(),
  kind: kindSchema,
  title: z.string(),
  state: stateSchema,
  stage: stageSchema,
  urgency: urgencySchema,
  dueAt: instant.nullable(),
  dueText: z.string().nullable(),
  level: levelSchema,
  percent: z.int().nullable(),
  parties: z.array(
    z.strictObject({
      party: z.string().describe('m:人员编号 或 u:单位编号'),
      name: z.string(),
      role: roleSchema,
      unit: namedOrNull,
      percent: z.int().nullable(),
    }),
  ),
  issuer: namedSchema,
  postedBy: namedOrNull.describe('代发人'),
  unit: namedSchema.describe('交办单位'),
  group: namedOrNull,
  createdAt: instant,
  submittedAt: instant.nullable(),
  closedAt: instant.nullable(),
}

/** A matter in a list. */
export const matterItemSchema = z.discriminatedUnion('form', [z.strictObject(wholeFields).meta({ id: 'Matter' }), outlineSchema])

const matterTodoSchema = z
  .strictObject({
    id: z.string(),
    duty: z.enum(['handle', 'acknowledge', 'review', 'sign', 'set_due', 'decide_extension', 'submit', 'decide', 'watch']),
    party: z.string(),
    name: z.string(),
    dueAt: instant.nullable(),
    openedAt: instant,
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: namedOrNull,
    closedAt: instant.nullable(),
    closedBy: namedOrNull,
    outcome: z.string().nullable().describe('以什么动作了结'),
    level: levelSchema,
  })
  .meta({ id: 'MatterTodo' })

const eventSchema = z
  .strictObject({
    id: z.string(),
    at: instant,
    actor: namedOrNull.describe('为空即系统'),
    onBehalfOf: namedOrNull,
    action: z.string(),
    text: z.string(),
    undone: z.boolean().describe('已被撤回'),
  })
  .meta({ id: 'MatterEvent' })

/** One matter: whole with its todos, timeline, parent and children, or its outline. */
export const matterDetailSchema = z.discriminatedUnion('form', [
  z
    .strictObject({
      ...wholeFields,
      body: z.string(),
      todos: z.array(matterTodoSchema),
      timeline: pageOf(eventSchema).describe('经过,新的在前;翻页带 cursor 再取一次'),
      supervision: supervisionSchema.nullable().describe('任务、批示的来源、节点、评价;其他事项为空'),
      parent: z.strictObject({ number: z.int(), title: z.string() }).nullable(),
      children: z.array(z.strictObject({ number: z.int(), title: z.string(), state: stateSchema, dueAt: instant.nullable() })),
    })
    .meta({ id: 'MatterDetail' }),
  outlineSchema,
])

const withoutId = <Item extends { id: string }>({ id: _id, ...rest }: Item): Omit<Item, 'id'> => rest

export const presentMatterItem = (item: MatterItem): z.input<typeof matterItemSchema> => (item.form === 'whole' ? withoutId(item) : item)

export const presentMatterDetail = (matter: MatterDetail | BriefMatter): z.input<typeof matterDetailSchema> =>
  matter.form === 'brief'
    ? matter
    : {
        ...withoutId(matter),
        timeline: presentPage(matter.timeline, (event) => event),
        supervision: matter.supervision && presentSupervision(matter.supervision),
      }
