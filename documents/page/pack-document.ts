import { Document, DocumentGridType, Packer, type ISectionOptions } from 'docx'
import { cleanLine } from './clean-text.ts'
import { stampText, type ExportStamp } from './export-stamp.ts'
import { page } from './layout.ts'
import { pageNumbers } from './page-number.ts'
import { settleZip } from './settle-zip.ts'
import { stylesXml } from './styles.ts'

const section = (children: ISectionOptions['children']): ISectionOptions => ({
  properties: {
    page: {
      size: { width: page.width, height: page.height },
      margin: {
        top: page.top,
        bottom: page.bottom,
        left: page.left,
        right: page.right,
        header: page.header,
        footer: page.footer,
        gutter: 0,
      },
    },
    grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: page.linePitch, charSpace: page.charSpace },
  },
  footers: pageNumbers(),
  children,
})

const escape = (text: string): string => cleanLine(text).replaceAll(/[&<>"]/gu, (char) => `&#${char.codePointAt(0)};`)

const seconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** The properties of the file, written here because the library would put the machine's clock into them. */
const coreProperties = (name: string, stamp: ExportStamp): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escape(name)}</dc:title><dc:creator>${escape(stamp.by)}</dc:creator><cp:lastModifiedBy>${escape(stamp.by)}</cp:lastModifiedBy><dc:description>${escape(stampText(stamp))}</dc:description><cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">${seconds(stamp.at)}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${seconds(stamp.at)}</dcterms:modified></cp:coreProperties>`

/**
 * The bytes of a .docx on the page of an official paper. `name` is its title in the file's properties, which also say who exported it
 * and when: the sheet itself carries only what the paper may show. The same input gives the same bytes.
 */
export const packDocument = async (name: string, stamp: ExportStamp, children: ISectionOptions['children']): Promise<Buffer> => {
  const document = new Document({
    compatibility: { version: 15 },
    evenAndOddHeaderAndFooters: true,
    defaultTabStop: 420,
    sections: [section(children)],
  })
  const parts = [
    { path: 'docProps/core.xml', data: coreProperties(name, stamp) },
    { path: 'word/styles.xml', data: stylesXml },
  ]
  return settleZip(await Packer.toBuffer(document, undefined, parts))
}
