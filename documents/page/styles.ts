import { fonts, page, sizes } from './layout.ts'

const face = (font: string): string =>
  `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}" w:hint="eastAsia"/>`
const size = `<w:sz w:val="${sizes.body}"/><w:szCs w:val="${sizes.body}"/>`
const lines = `<w:snapToGrid w:val="0"/><w:spacing w:line="${page.line}" w:lineRule="exact"/>`
/** −0.3 pt: 28 characters of 16 pt on 442.2 pt, with room for how programs round. */
const characters = '<w:snapToGrid w:val="0"/><w:spacing w:val="-6"/>'

/**
 * word/styles.xml. The grid of a page counts from the Normal style, which the library leaves out. Normal also says the 22 lines and 28
 * characters in plain figures and does not lean on the grid: Word narrows characters by a negative charSpace, LibreOffice gives each
 * one two cells instead, and the same paper would have 28 characters to the line here and 14 there.
 */
export const stylesXml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>${face(fonts.body)}<w:kern w:val="0"/>${size}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/>${lines}</w:pPr><w:rPr>${face(fonts.body)}${characters}${size}</w:rPr></w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`
