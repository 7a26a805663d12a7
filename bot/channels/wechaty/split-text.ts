const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/**
 * Cuts a text into pieces of at most `maxBytes` UTF-8 bytes, at line ends where it can and never inside a character
 * as people see it. The line end at a cut is dropped; everything else is kept.
 */
export function splitText(text: string, maxBytes: number): string[] {
  if (Buffer.byteLength(text) <= maxBytes) return [text]
  const pieces: string[] = []
  let piece = ''
  for (const line of text.split('\n').flatMap((whole) => cutLine(whole, maxBytes))) {
    const joined = piece === '' ? line.text : piece + (line.startsLine ? '\n' : '') + line.text
    if (Buffer.byteLength(joined) <= maxBytes) {
      piece = joined
      continue
    }
    if (piece !== '') pieces.push(piece)
    piece = line.text
  }
  if (piece !== '') pieces.push(piece)
  return pieces
}

function cutLine(line: string, maxBytes: number): { text: string; startsLine: boolean }[] {
  if (Buffer.byteLength(line) <= maxBytes) return [{ text: line, startsLine: true }]
  const cuts: { text: string; startsLine: boolean }[] = []
  let cut = ''
  for (const { segment } of characters.segment(line)) {
    if (cut !== '' && Buffer.byteLength(cut + segment) > maxBytes) {
      cuts.push({ text: cut, startsLine: cuts.length === 0 })
      cut = ''
    }
    cut += segment
  }
  cuts.push({ text: cut, startsLine: cuts.length === 0 })
  return cuts
}
