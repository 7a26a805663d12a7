import { IsNull, LessThanOrEqual, Not } from 'typeorm'
import type { Stage } from '../../../../database/stage.ts'
import { InboundMessageRow, OutboundMessage } from '../../../../entities/index.ts'
import type { Instant } from '../../../../rules/instant.ts'
import type { ChatLine, ChatLog } from './chat-log.ts'
import type { SimulatedOffice } from '../read-simulated-office.ts'

/** Where the history of a chat is looked up. */
export interface HistorySources {
  stage: Stage
  log: ChatLog
  botId: string
  channel: string
}

/** A page of a chat, oldest first; `more` when older lines exist. */
export interface HistoryPage {
  lines: ChatLine[]
  more: boolean
}

export const privateChat = (personId: string): string => `private:${personId}`

/** The person of a private chat's key, undefined for a group's. */
export const personOfChat = (chat: string): string | undefined => (chat.startsWith('private:') ? chat.slice('private:'.length) : undefined)

/**
 * The last `limit` lines of a chat at or before an instant: what the log keeps, and under it what the bot stored, so
 * that a restart still shows the conversation with the bot (what was never for the bot is not stored anywhere).
 */
export async function readHistory(
  { stage, log, botId, channel }: HistorySources,
  office: SimulatedOffice,
  { chat, before, limit }: { chat: string; before: Instant; limit: number },
): Promise<HistoryPage> {
  const personId = personOfChat(chat)
  const memberId = office.people.find((person) => person.id === personId)?.memberId ?? ''
  const groupId = office.groups.find((group) => group.id === chat)?.groupId
  const where = groupId === undefined ? { groupId: IsNull(), memberId } : { groupId }
  const externalIds = new Map(office.people.map((person) => [person.memberId, person.id]))

  const stored = await stage.runner.read(async (tx) => {
    const heard = await tx.find(InboundMessageRow, {
      where: { ...where, channel, sentAt: LessThanOrEqual(before) },
      order: { sentAt: 'DESC', id: 'DESC' },
      take: limit + 1,
    })
    const said = await tx.find(OutboundMessage, {
      where: { ...where, state: 'sent', createdAt: LessThanOrEqual(before) },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: limit + 1,
    })
    // A recall is stored as a message whose text is the id of the one taken back.
    const heardIds = new Set(heard.map((row) => row.externalId))
    const recalls = heard.filter((row) => heardIds.has(row.text))
    const recalledIds = new Set(recalls.map((row) => row.text))
    const spoken = heard.filter((row) => !recalls.includes(row))
    return [
      ...spoken.map((row) => {
        const from = externalIds.get(row.memberId ?? '') ?? ''
        const line = lineOf(chat, row.externalId, from, row.text, row.sentAt)
        return { key: row.id, line: { ...line, recalled: recalledIds.has(row.externalId) } }
      }),
      ...said.map((row) => ({ key: row.id, line: lineOf(chat, row.externalId ?? row.id, botId, row.text, row.createdAt) })),
    ]
  })

  // Sorting is stable: of one instant, stored lines come first as their ids grew, then kept ones as they were heard.
  const kept = log.linesOf(chat, before)
  const keptIds = new Set(kept.map((line) => line.id))
  const onlyStored = stored.filter(({ line }) => !keptIds.has(line.id)).sort((a, b) => (a.key < b.key ? -1 : 1))
  const sorted = [...onlyStored.map(({ line }) => line), ...kept].sort((a, b) => a.at - b.at)
  return { lines: sorted.slice(-limit), more: sorted.length > limit }
}

function lineOf(chat: string, id: string, from: string, text: string, at: Instant): ChatLine {
  return { id, chat, from, text, quote: null, mentions: [], at, state: 'sent', recalled: false }
}

const shownPrivateChats = 30

/** Private chats with the bot that have something in them, the latest first. */
export async function listPrivateChats({ stage, log }: HistorySources, office: SimulatedOffice): Promise<string[]> {
  const recent = await stage.runner.read((tx) =>
    tx
      .createQueryBuilder(OutboundMessage, 'm')
      .select('m.memberId', 'memberId')
      .addSelect('max(m.createdAt)', 'latest')
      .where({ groupId: IsNull(), memberId: Not(IsNull()), state: 'sent' })
      .groupBy('m.memberId')
      .orderBy('latest', 'DESC')
      .limit(shownPrivateChats)
      .getRawMany<{ memberId: string }>(),
  )
  const idOf = new Map(office.people.map((person) => [person.memberId, person.id]))
  const stored = recent.flatMap(({ memberId }) => idOf.get(memberId) ?? []).map(privateChat)
  const kept = log.chats().filter((chat) => personOfChat(chat) !== undefined)
  return [...new Set([...kept, ...stored])]
}
