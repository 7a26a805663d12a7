import { Problem } from './problems.ts'

/** Kinds of files that may be attached: what they are sent as and how their names end. A closed list (docs/rules.md, Attachments). */
export const attachmentTypes = {
  png: { mime: 'image/png', endings: ['png'] },
  jpg: { mime: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  webp: { mime: 'image/webp', endings: ['webp'] },
  heic: { mime: 'image/heic', endings: ['heic', 'heif'] },
  pdf: { mime: 'application/pdf', endings: ['pdf'] },
  docx: { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  xlsx: { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
} as const

export type AttachmentType = keyof typeof attachmentTypes

export const attachmentTypeNames = Object.keys(attachmentTypes) as AttachmentType[]

const typesInWords = attachmentTypeNames.map((type) => `.${type}`).join(' ')

/** What is neither of the closed list nor what it says it is. */
export const refuseType = (why?: string): Problem =>
  new Problem('bad_request', `${why === undefined ? '' : `${why}。`}可以上传:${typesInWords}`)

/** Letters of a name, its ending included. */
export const attachmentNameLimit = 120

/** Everything that a file system, a header or a reader could take for something else than a letter of a name. */
const unwanted = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0\uFFFD"*:<>?|]/gu

const cut = (text: string, length: number): string => [...text].slice(0, length).join('')

/**
 * A file's own name as it may be kept and shown: the last part of a path, without characters that hide, turn or break text, at most 120
 * letters. Never empty: nameless files are called 附件. The name is shown and sent back, and used for nothing else.
 */
export const cleanFileName = (raw: string): string => {
  const last = raw.normalize('NFC').split(/[/\\]/u).at(-1) ?? ''
  const plain = last
    .replaceAll(unwanted, '')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/^[\s.]+|[\s.]+$/gu, '')
  const [, stem = plain, ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,10})?$/u.exec(plain) ?? []
  const short = cut(stem.trim(), attachmentNameLimit - ending.length)
  return `${short === '' ? '附件' : short}${ending}`
}

const endingOf = (name: string): string | undefined => /\.([^.]*)$/u.exec(name)?.[1]?.toLowerCase()

/**
 * The name with an ending that fits what the file is. A name without a known ending gets one; one that ends like another kind of file is a
 * disguise and refused (`bad_request`).
 */
export const fitFileName = (name: string, type: AttachmentType): string => {
  const ending = endingOf(name)
  if (ending !== undefined && attachmentTypes[type].endings.some((own) => own === ending)) return name
  // “关于1.2亿元资金的请示” ends with no type at all.
  const looksLikeType = ending !== undefined && /^[a-z0-9]{1,5}$/u.test(ending) && /[a-z]/u.test(ending)
  if (looksLikeType) throw refuseType(`文件名以 .${ending} 结尾,内容却是 .${type}`)
  return `${cut(name, attachmentNameLimit - type.length - 1)}.${type}`
}
