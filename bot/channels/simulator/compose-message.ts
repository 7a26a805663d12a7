import type { SimulatedMessage, SimulatorOffice } from './simulator-office.ts'
import type { Saying } from './create-simulator.ts'

/** What is said as the network carries it: a quote goes into the text, the way WeChat's own clients put it there. */
export function composeMessage(office: SimulatorOffice, saying: Saying): SimulatedMessage {
  const { messageId, chatId, from, text, quote, mentions, sentAt, kind } = saying
  return {
    id: messageId ?? office.newId(),
    kind: kind ?? 'text',
    from,
    ...(chatId === undefined ? { listenerId: office.bot.id } : { groupId: chatId }),
    text: quote ? `「${quote.from}：${quote.text}」\n- - - - - - - - - - - - - - -\n${text}` : text,
    mentions: mentions ?? [],
    sentAt: sentAt ?? office.now(),
  }
}
