import { openChat, type Chat, type OfficeData } from './chat.ts'
import { createAsk } from './server.ts'

/** The simulated office behind the page: speak as anybody, move the clock. */
export interface SimulatedOffice {
  url: string
  group(name: string): Chat
  privately(name: string): Chat
  personId(name: string): string
  /** The office clock goes on; everything on the way happens. */
  later(minutes: number): Promise<void>
  nextWorkingMorning(): Promise<void>
}

/** The number a bot's line speaks of. */
export const numberIn = (text: string): string => {
  const [, number] = /〔(\d+)〕/u.exec(text) ?? []
  if (number === undefined) throw new Error(`no number in: ${text}`)
  return number
}

const named = <T extends { name: string }>(list: readonly T[], name: string): T => {
  const found = list.find((each) => each.name === name)
  if (!found) throw new Error(`nobody and no group is called ${name}`)
  return found
}

/** Reads who and which groups there are. */
export const enterOffice = async (url: string): Promise<SimulatedOffice> => {
  const ask = createAsk(url)
  const data = (await ask('office')) as OfficeData
  const personId = (name: string): string => named(data.people, name).id
  return {
    url,
    personId,
    group: (name) => openChat(ask, data, named(data.groups, name)),
    privately: (name) => openChat(ask, data, { id: `private:${personId(name)}`, members: [] }),
    later: async (minutes) => void (await ask('clock', { advanceMs: minutes * 60_000 })),
    nextWorkingMorning: async () => void (await ask('clock', { to: 'next-working-morning' })),
  }
}
