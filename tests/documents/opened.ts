import ExcelJS from 'exceljs'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

/** One element of an opened part: its name, attributes and children in order; text stands under `#text`. */
export interface Node {
  name: string
  attributes: Record<string, string>
  children: Node[]
  text: string
}

/** Every file of a zip. Throws when one is not well-formed XML: Word would refuse the whole paper. */
export const openZip = async (bytes: Buffer): Promise<Map<string, string>> => {
  const zip = await fromBufferPromise(bytes)
  const files = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue
    const content = (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8')
    const valid = XMLValidator.validate(content)
    if (valid !== true) throw new Error(`${entry.fileName}: ${valid.err.msg}`)
    files.set(entry.fileName, content)
  }
  return files
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
})

const toNode = (raw: Record<string, unknown>): Node => {
  const name = Object.keys(raw).find((key) => key !== ':@')!
  if (name === '#text') return { name, attributes: {}, children: [], text: String(raw[name]) }
  const children = (raw[name] as Record<string, unknown>[]).map(toNode)
  return { name, attributes: (raw[':@'] ?? {}) as Record<string, string>, children, text: children.map((child) => child.text).join('') }
}

export const parseXml = (xml: string): Node => ({
  name: 'root',
  attributes: {},
  children: (parser.parse(xml) as Record<string, unknown>[]).map(toNode),
  text: '',
})

/** All elements of that name below, in order. */
export const all = (node: Node, name: string): Node[] =>
  node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])

/** The first element of that name below; fails when there is none. */
export const one = (node: Node, name: string): Node => {
  const [found] = all(node, name)
  if (!found) throw new Error(`no ${name}`)
  return found
}

export const has = (node: Node, name: string): boolean => all(node, name).length > 0

/** A .docx, opened. */
export interface OpenedPaper {
  files: Map<string, string>
  document: Node
  paragraphs: Node[]
  /** The paragraph whose text begins so. */
  paragraph: (beginning: string) => Node
  text: string
}

/** Text of a paragraph, only what is printed. */
export const textOf = (paragraph: Node): string =>
  all(paragraph, 'w:t')
    .map(({ text }) => text)
    .join('')

export const openPaper = async (bytes: Buffer): Promise<OpenedPaper> => {
  const files = await openZip(bytes)
  const document = parseXml(files.get('word/document.xml')!)
  const paragraphs = all(document, 'w:p')
  const paragraph = (beginning: string): Node => {
    const found = paragraphs.find((candidate) => textOf(candidate).startsWith(beginning))
    if (!found) throw new Error(`no paragraph begins with ${beginning}`)
    return found
  }
  return { files, document, paragraphs, paragraph, text: paragraphs.map(textOf).join('\n') }
}

/** Fonts (eastAsia) and sizes of the runs of a paragraph. */
export const looks = (paragraph: Node): { text: string; font: string; size: string; color: string | undefined }[] =>
  all(paragraph, 'w:r').map((run) => ({
    text: all(run, 'w:t')
      .map(({ text }) => text)
      .join(''),
    font: one(run, 'w:rFonts').attributes['w:eastAsia']!,
    size: one(run, 'w:sz').attributes['w:val']!,
    color: all(run, 'w:color')[0]?.attributes['w:val'],
  }))

/** An .xlsx as exceljs reads it. */
export const openWorkbook = async (bytes: Buffer): Promise<ExcelJS.Workbook> => {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer)
  return workbook
}

/** The values of a sheet's rows, from column A. */
export const valuesOf = (sheet: ExcelJS.Worksheet): unknown[][] => {
  const rows: unknown[][] = []
  sheet.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
  return rows
}
