import type { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { tellPeople } from '../../use-cases/outbox/tell-people.ts'
import type { Wording } from '../../wording/tasks.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { matterBriefSchema, presentMatterBrief } from '../presenters/present-matter.ts'
import { numberParams } from './params.ts'

/** What an action led to, and what is to be said of it in the chat to whom it concerns. */
export interface Done {
  matter: Matter
  tell?: { text: string; memberIds: readonly string[] }
}

/** What wordings need; the words go out on whatever channel the person is on, so they ask for no mention of the bot. */
export const wordingOf = (ctx: UseCaseContext): Wording => ({
  directory: ctx.office.directory,
  calendar: ctx.office.calendar,
  now: ctx.now,
  botMention: '',
})

/**
 * `POST /matters/:number/<verb>`: what the chat tag of the same name does, said to the same people.
 * 404 for those who may not see the matter, 403 for those who see it and may not act.
 */
export const defineAction = <Body extends z.ZodType>(
  verb: string,
  summary: string,
  body: Body,
  run: (ctx: UseCaseContext, number: number, body: z.output<Body>, wording: Wording) => Promise<Done>,
  on: { path: string; tag: string } = { path: '/matters', tag: '办理' },
): Route =>
  defineRoute({
    method: 'post',
    path: `${on.path}/:number/${verb}`,
    tag: on.tag,
    summary,
    who: 'member',
    scope: 'matter',
    params: numberParams,
    body,
    response: matterBriefSchema,
    handler: async (ctx, input) => {
      const { matter, tell } = await run(ctx, input.params.number, input.body, wordingOf(ctx))
      if (tell) await tellPeople(ctx, { matter, ...tell })
      return presentMatterBrief(matter)
    },
  })
