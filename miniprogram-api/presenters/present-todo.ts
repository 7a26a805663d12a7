import { z } from 'zod'
import type { TodoItem } from '../../use-cases/todos/my-todo-rows.ts'
import { instant, levelSchema, namedSchema, namedOrNull } from './common.ts'
import { kindSchema, stateSchema } from './present-matter.ts'

/** One duty in a list, with as much of its matter as a line shows. */
export const todoSchema = z
  .strictObject({
    id: z.string(),
    duty: z
      .enum(['handle', 'acknowledge', 'review', 'sign', 'set_due', 'decide_extension', 'submit', 'decide', 'watch'])
      .describe('办理、签收、确认、签发、定时限、审批延期、报送、审批、值守'),
    dueAt: instant.nullable(),
    openedAt: instant,
    acknowledgedAt: instant.nullable(),
    level: levelSchema,
    nextReminderAt: instant.nullable(),
    matter: z.strictObject({
      number: z.int(),
      title: z.string(),
      kind: kindSchema,
      state: stateSchema,
      urgency: z.enum(['critical', 'urgent', 'normal']),
    }),
    issuer: namedSchema,
    group: namedOrNull.describe('来自哪个群;为空即私聊或小程序'),
    unit: namedOrNull.describe('由哪个单位承担;为空即个人'),
    onBehalfOf: namedOrNull.describe('代谁办理'),
  })
  .meta({ id: 'Todo' })

export const presentTodo = ({ matter: { id: _id, ...matter }, ...todo }: TodoItem): z.input<typeof todoSchema> => ({ ...todo, matter })
