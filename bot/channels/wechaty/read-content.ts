import { XMLParser } from 'fast-xml-parser'
import { types } from 'wechaty-puppet'
import type { InboundMessage } from '../../channel.ts'
import { readQuotedText } from '../../parse/quoted-text.ts'

/** What a message says, apart from who said it where. */
export type Content = Pick<InboundMessage, 'kind' | 'text' | 'quote'>

const attachment: Content = { kind: 'attachment', text: '' }
const maxXmlCharacters = 200_000
const xml = new XMLParser({ ignoreAttributes: true, parseTagValue: false })

/** App message kinds, by the `type` element WeChat puts into the XML. */
const appTypes = { quote: '57', groupNote: '53' }

/**
 * Reads a puppet's message type and text. Quotes come as `「名字：原文」` over a dashed line or as app message XML;
 * 接龙 comes as an app message whose title holds it; pictures, files, voice and forwarded records are an attachment
 * without text, whatever the puppet says about them.
 */
export function readContent(type: types.Message, text: string): Content {
  if (type === types.Message.Recalled) return { kind: 'recall', text: readRecalledId(text) }
  const app = readAppMessage(text)
  if (app) return app
  if (type === types.Message.Text || type === types.Message.GroupNote) return { kind: 'text', ...readQuotedText(text) }
  return attachment
}

function readAppMessage(text: string): Content | undefined {
  const bare = text.replace(/^[\w@.-]+:\s*(?=<)/, '').trimStart()
  if (!bare.startsWith('<') || !bare.includes('<appmsg') || bare.length > maxXmlCharacters) return undefined
  const app = child(child(parseXml(bare), 'msg'), 'appmsg')
  if (!app) return undefined
  const title = leaf(app, 'title')
  if (leaf(app, 'type') === appTypes.groupNote || /^#\s*(接龙|group note)/i.test(title)) {
    return { kind: 'text', text: title }
  }
  const refer = child(app, 'refermsg')
  if (leaf(app, 'type') !== appTypes.quote || !refer) return attachment
  const [from, messageId] = [leaf(refer, 'displayname'), leaf(refer, 'svrid')]
  const quote = {
    text: readReferred(leaf(refer, 'content')),
    ...(from === '' ? {} : { from }),
    ...(messageId === '' ? {} : { messageId }),
  }
  return { kind: 'text', text: title, quote }
}

/** The quoted message may itself be an app message (a quote of a quote) or a picture's XML. */
function readReferred(content: string): string {
  const inner = readAppMessage(content)
  if (inner) return inner.text
  return content.trimStart().startsWith('<') ? '' : readQuotedText(content).text
}

function readRecalledId(text: string): string {
  return /<newmsgid>(\d+)<\/newmsgid>/.exec(text)?.[1] ?? text.trim()
}

function parseXml(text: string): unknown {
  try {
    return xml.parse(text)
  } catch {
    return undefined
  }
}

function child(node: unknown, name: string): Record<string, unknown> | undefined {
  const found = isNode(node) ? node[name] : undefined
  return isNode(found) ? found : undefined
}

function leaf(node: Record<string, unknown>, name: string): string {
  const found = node[name]
  return typeof found === 'string' ? found : ''
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
