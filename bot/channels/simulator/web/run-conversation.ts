import type { Stage } from '../../../../database/stage.ts'
import { MINUTE_MS } from '../../../../rules/instant.ts'
import { Problem } from '../../../../rules/problems.ts'
import type { z } from 'zod'
import type { ChatLine, ChatLog } from './chat-log.ts'
import type { SimulatorWorld } from '../create-simulator.ts'
import { personOfChat, privateChat } from './read-history.ts'
import { type CastPerson, readSimulatedOffice, type SimulatedOffice } from '../read-simulated-office.ts'
import type { recallSchema, sayingSchema } from './web-inputs.ts'

/** What the page can do in the simulated network, checked against the office as the database has it. */
export interface Conversation {
  /** The office; read anew, and the simulated network told, when asked to `refresh`. */
  office(refresh?: boolean): Promise<SimulatedOffice>
  /** Resolves when what the message does is committed. A Problem when it cannot be said or the bot gave it up. */
  say(saying: z.infer<typeof sayingSchema>): Promise<ChatLine>
  /** Takes one's own message back within two minutes of the office clock. */
  recall(recall: z.infer<typeof recallSchema>): Promise<ChatLine>
  stop(): void
}

const recallMs = 2 * MINUTE_MS

/** Starts to write down what the bot says. */
export function runConversation({
  world,
  stage,
  log,
  channel,
}: {
  world: SimulatorWorld
  stage: Stage
  log: ChatLog
  channel: string
}): Conversation {
  let known: SimulatedOffice | undefined
  let told = ''

  async function office(refresh = false): Promise<SimulatedOffice> {
    if (known && !refresh) return known
    const fresh = await readSimulatedOffice(stage, channel)
    const cast = JSON.stringify([fresh.people, fresh.groups])
    if (cast !== told) world.setOffice(fresh)
    told = cast
    known = fresh
    return fresh
  }

  /** Who speaks, and that they may speak there. A person or group just added is looked up once more. */
  async function speaker(chat: string, from: string): Promise<CastPerson> {
    const { people, groups } = await office(!isKnown(await office(), chat, from))
    const person = people.find(({ id }) => id === from)
    if (!person) throw new Problem('not_found', '没有这位发言人')
    if (personOfChat(chat) !== undefined) {
      if (personOfChat(chat) !== from) throw new Problem('forbidden', `这是别人与群办的私聊,${person.name}不能在这里发言`)
      return person
    }
    const group = groups.find(({ id }) => id === chat)
    if (!group) throw new Problem('not_found', '没有这个群,或群已关闭')
    if (!group.members.some(({ personId }) => personId === from)) throw new Problem('forbidden', `${person.name}不在“${group.name}”群里`)
    return person
  }

  const stopHearing = world.onBotMessage(({ chat, text, mentions, messageId, at }) => {
    const key = chat.kind === 'private' ? privateChat(chat.id) : chat.id
    log.put({ id: messageId, chat: key, from: world.botId, text, quote: null, mentions, at, state: 'sent', recalled: false })
  })

  return {
    office,
    async say({ messageId, chat, from, text, quote, mentions = [], sentAt }) {
      await speaker(chat, from)
      const before = log.find(messageId)
      const at = before?.at ?? sentAt ?? stage.clocks.office()
      const line: ChatLine = before ?? {
        id: messageId,
        chat,
        from,
        text,
        quote: quote ?? null,
        mentions,
        at,
        state: 'sending',
        recalled: false,
      }
      if (before?.state !== 'sent') log.put({ ...line, state: 'sending' })
      const group = personOfChat(chat) === undefined ? { chatId: chat } : {}
      try {
        await world.say({ messageId, ...group, from, text, ...(quote ? { quote } : {}), mentions, sentAt: at })
      } catch (error) {
        log.put({ ...line, state: 'failed' })
        throw new Problem('unavailable', '机器人没有接住这条消息,请稍后重发', error instanceof Error ? error.message : undefined)
      }
      const sent: ChatLine = { ...(log.find(messageId) ?? line), state: 'sent' }
      if (before?.state !== 'sent') log.put(sent)
      return sent
    },
    async recall({ messageId, from }) {
      const line = log.find(messageId)
      if (!line || line.from !== from) throw new Problem('not_found', '这条消息已不能撤回')
      if (line.recalled) return line
      if (stage.clocks.office() - line.at > recallMs) throw new Problem('wrong_state', '发出超过 2 分钟的消息,不能撤回')
      const recalled = { ...line, recalled: true }
      try {
        await world.recall(messageId)
      } catch (error) {
        throw new Problem('unavailable', '没有撤回成功,请再试一次', error instanceof Error ? error.message : undefined)
      }
      log.put(recalled)
      return recalled
    },
    stop: stopHearing,
  }
}

function isKnown({ people, groups }: SimulatedOffice, chat: string, from: string): boolean {
  const group = groups.find(({ id }) => id === chat)
  const hasChat = personOfChat(chat) !== undefined || group?.members.some(({ personId }) => personId === from) === true
  return hasChat && people.some(({ id }) => id === from)
}
