import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { toSpeaker, type Answer, type Call } from './command.ts'

/**
 * Runs a private tag's command: a refusal, too, is for the speaker alone (docs/rules.md, Absences). Only for commands whose refusals come
 * before they write anything; `stale` goes on to the runner, which tries again.
 */
export const answerPrivately =
  (run: (ctx: UseCaseContext, call: Call) => Promise<Answer[]>) =>
  async (ctx: UseCaseContext, call: Call): Promise<Answer[]> => {
    try {
      return await run(ctx, call)
    } catch (error) {
      if (error instanceof Problem && error.code !== 'stale') return toSpeaker(error.message)
      throw error
    }
  }
