import { splitText } from './split-text.ts'

/** A text on its way in one or more pieces; `messageId` of a piece is known once sent or come back. */
export interface Parcel {
  text: string
  pieces: { text: string; messageId?: string; back?: true }[]
}

/** The texts that did not fit into one message, so that their pieces are sent once and come back as one. */
export interface Parcels {
  /** The same key gives the same parcel again, with what was sent already. */
  pack(key: string, chatId: string, text: string): Parcel
  /** An own message came back: the whole it completes, null for a piece of something unfinished. */
  cameBack(chatId: string, text: string, messageId: string): { text: string; messageId: string } | null
}

/** Long texts remembered after they were sent, so that none is sent again; older ones are forgotten. */
const remembered = 500

/** Parcels cut at `maxBytes` UTF-8 bytes. */
export function createParcels(maxBytes: number): Parcels {
  const kept = new Map<string, Parcel & { chatId: string }>()

  return {
    pack(key, chatId, text) {
      const known = kept.get(key)
      if (known?.text === text) return known
      const parcel = { chatId, text, pieces: splitText(text, maxBytes).map((piece): Parcel['pieces'][number] => ({ text: piece })) }
      if (parcel.pieces.length > 1) kept.set(key, parcel)
      if (kept.size > remembered) kept.delete(kept.keys().next().value ?? '')
      return parcel
    },
    cameBack(chatId, text, messageId) {
      for (const parcel of kept.values()) {
        if (parcel.chatId !== chatId) continue
        const piece = parcel.pieces.find((each) => each.text === text && !each.back)
        if (!piece) continue
        piece.messageId ??= messageId
        piece.back = true
        if (!parcel.pieces.every((each) => each.back)) return null
        return { text: parcel.text, messageId: parcel.pieces[0]?.messageId ?? messageId }
      }
      return { text, messageId }
    },
  }
}
