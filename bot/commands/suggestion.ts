import { answerSuggestion } from '../../use-cases/suggestions/answer-suggestion.ts'
import { listSuggestions } from '../../use-cases/suggestions/list-suggestions.ts'
import { makeSuggestion } from '../../use-cases/suggestions/make-suggestion.ts'
import { describeAnswerSent, describeSuggested, describeSuggestions } from '../../wording/suggestions.ts'
import { answerPrivately } from './answer-privately.ts'
import { onlyNumber, toSpeaker, type Command } from './command.ts'

/** Lines a chat message lists at most; the rest is in the mini-program. */
const listLength = 15

export const suggestCommand: Command = {
  tags: ['建议', '投诉'],
  numbers: 'none',
  needs: { body: true },
  example: '#建议 报表合并成一张,不要重复报',
  isPrivate: true,
  help: '对工作方式提建议,私下登记、一定答复',
  audience: '任何人',
  run: answerPrivately(async (ctx, call) => {
    const { matter } = await makeSuggestion(ctx, { body: call.body })
    return toSpeaker(describeSuggested(call.wording, matter.number, matter.dueAt))
  }),
}

export const answerCommand: Command = {
  tags: ['答复'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#答复 130 已与统计局合并为一张表,下月起执行',
  isPrivate: true,
  help: '答复一条建议,答复私信建议人',
  audience: '办公室',
  run: answerPrivately(async (ctx, call) => {
    const { number } = await answerSuggestion(ctx, { number: onlyNumber(call), text: call.body })
    return toSpeaker(describeAnswerSent(number))
  }),
}

export const suggestionsCommand: Command = {
  tags: ['建议列表', '建议办理'],
  numbers: 'none',
  needs: {},
  example: '#建议列表',
  help: '我提的和要我答复的建议(私信答复)',
  audience: '任何人',
  run: async (ctx, call) => {
    const page = await listSuggestions(ctx, { limit: listLength })
    return toSpeaker(describeSuggestions(call.wording, page.items, page.next !== null))
  },
}
