import type { Chat } from './chat.ts'
import type { SimulatedOffice } from './simulated-office.ts'

/** A conversation as somebody sees it, from the first line of the play (or since `chat.turnThePage`). */
export interface ChatShot {
  /** Name of the file in docs/zh/images, without `.png`. */
  file: string
  chat: Chat
  as: string
  /** Default `chat`: the conversation alone, as on a phone; `desk`: the whole page on a desk. */
  frame?: 'chat' | 'desk'
  /** Another folder of docs/. */
  folder?: string
}

/** One of the web pages. */
export interface PageShot {
  file: string
  path: string
  folder?: string
  width: number
  height: number
  /** Signs in with a login code of this person first. */
  login?: string
}

export type Shot = ChatShot | PageShot

/** Takes a picture now. */
export type Camera = (shot: Shot) => Promise<void>

/** A short play in the simulated office, on a fresh copy of the demonstration at Monday, 23 November 2026, 10:05. */
export interface Scene {
  name: string
  play(office: SimulatedOffice, take: Camera): Promise<void>
}
