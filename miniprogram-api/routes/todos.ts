import { z } from 'zod'
import { listMyMessages, listMyMessagesSchema } from '../../use-cases/outbox/list-my-messages.ts'
import { countMyTodos } from '../../use-cases/todos/count-my-todos.ts'
import { listMyReminders } from '../../use-cases/todos/list-my-reminders.ts'
import { listMyTodos, listMyTodosSchema } from '../../use-cases/todos/list-my-todos.ts'
import { snoozeReminders } from '../../use-cases/reminders/snooze-reminders.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, pageOf, presentPage } from '../presenters/common.ts'
import { presentTodo, todoSchema } from '../presenters/present-todo.ts'

const countsSchema = z
  .strictObject({
    total: z.int(),
    overdue: z.int(),
    near: z.int(),
    behind: z.int(),
    unacknowledged: z.int(),
  })
  .meta({ id: 'TodoCounts' })

const messageSchema = z
  .strictObject({ id: z.string(), at: instant, purpose: z.enum(['reply', 'reminder', 'notice', 'summary']), text: z.string() })
  .meta({ id: 'Message' })

/** What I owe, over all groups, and when I shall be reminded of it. */
export const todoRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/todos',
    tag: '我的',
    summary: '我的待办:所有群里我和我代表的单位所欠的,按时限',
    who: 'member',
    scope: 'own',
    query: listMyTodosSchema,
    response: pageOf(todoSchema),
    handler: async (ctx, { query }) => presentPage(await listMyTodos(ctx, query), presentTodo),
  }),
  defineRoute({
    method: 'get',
    path: '/todos/counts',
    tag: '我的',
    summary: '待办计数',
    who: 'member',
    scope: 'own',
    response: countsSchema,
    handler: (ctx) => countMyTodos(ctx),
  }),
  defineRoute({
    method: 'get',
    path: '/reminders',
    tag: '我的',
    summary: '接下来会提醒我什么,最多一百条',
    who: 'member',
    scope: 'own',
    response: z.strictObject({ items: z.array(z.strictObject({ at: instant, todo: todoSchema })) }),
    handler: async (ctx) => ({ items: (await listMyReminders(ctx)).map(({ at, todo }) => ({ at, todo: presentTodo(todo) })) }),
  }),
  defineRoute({
    method: 'post',
    path: '/reminders/snooze',
    tag: '我的',
    summary: '静默:此前的提醒都推到这一刻;已过去的时刻即取消静默',
    who: 'member',
    scope: 'own',
    body: z.strictObject({ until: instant }),
    response: z.strictObject({ moved: z.int().describe('推后了几条'), until: instant }),
    handler: (ctx, { body }) => snoozeReminders(ctx, body.until),
  }),
  defineRoute({
    method: 'get',
    path: '/messages',
    tag: '我的',
    summary: '无法私聊时留给我的话,新的在前',
    who: 'member',
    scope: 'own',
    query: listMyMessagesSchema,
    response: pageOf(messageSchema),
    handler: async (ctx, { query }) => presentPage(await listMyMessages(ctx, query), (message) => message),
  }),
]
