import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Ask } from './server.ts'

interface Line {
  id: string
  from: string
  text: string
  at: number
}

/** What the simulator tells of its office; `now` is when the play begins. */
export interface OfficeData {
  now: number
  bot: { id: string }
  people: { id: string; name: string }[]
  groups: Room[]
}

interface Room {
  id: string
  name: string
  members: { personId: string; nickname: string }[]
}

/** A group, or somebody's private chat with the bot. */
export interface Chat {
  /** Its address on the page, behind `#/`. */
  id: string
  /** The first line of this play, once something was said or heard. */
  firstLine(): string | undefined
  /** The next picture begins with what comes next. */
  turnThePage(): void
  /** Somebody speaks; resolves with the bot's answer here. A scene says `silent` where the bot keeps quiet. */
  says(name: string, text: string, how?: { silent?: boolean }): Promise<string>
  /** Waits until the bot has said something here that holds these words; its text. */
  hears(words: string): Promise<string>
}

const patienceMs = 20_000
const glanceMs = 150

/** The chat as it is from now on: what was said before the play is not looked at. */
export const openChat = (ask: Ask, data: OfficeData, { id, members }: Pick<Room, 'id' | 'members'>): Chat => {
  const personOf = new Map(data.people.map((person) => [person.name, person.id]))
  for (const { nickname, personId } of members) personOf.set(nickname, personId)
  const seen = new Set<string>()
  let first: string | undefined

  const botLines = async (): Promise<Line[]> => {
    const { lines } = (await ask(`history?chat=${encodeURIComponent(id)}&limit=60`)) as { lines: Line[] }
    return lines.filter(({ from, at }) => from === data.bot.id && at >= data.now)
  }

  const waitFor = async (isIt: (line: Line) => boolean, what: string): Promise<string> => {
    for (let waited = 0; waited < patienceMs; waited += glanceMs) {
      const found = (await botLines()).find((line) => !seen.has(line.id) && isIt(line))
      if (found) {
        seen.add(found.id)
        first ??= found.id
        return found.text
      }
      await pause(glanceMs)
    }
    throw new Error(`the bot did not say ${what}`)
  }

  return {
    id,
    firstLine: () => first,
    turnThePage: () => {
      first = undefined
    },
    says: async (name, text, { silent = false } = {}) => {
      for (const line of await botLines()) seen.add(line.id)
      const messageId = randomUUID()
      first ??= messageId
      const mentions = [...text.matchAll(/@([^\s@,,。;;]+)/gu)].flatMap(([, who = '']) => personOf.get(who) ?? [])
      await ask('messages', { messageId, chat: id, from: personOf.get(name), text, mentions })
      return silent ? '' : waitFor(() => true, `anything to ${name}: ${text}`)
    },
    hears: (words) => waitFor(({ text }) => text.includes(words), words),
  }
}
