import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { buffer } from 'node:stream/consumers'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { refuseType } from '../../rules/attachment-files.ts'
import { Problem } from '../../rules/problems.ts'

/** What an honest document of an office never exceeds: parts, bytes when unpacked, and how much a large part may have been packed. */
export const officeFileLimits = { entries: 5_000, inflatedBytes: 300 * 1024 * 1024, ratio: 200, ratioFromBytes: 8 * 1024 * 1024 }
/** Lists of parts and of links are read as text; they are small. */
const listLimitBytes = 1024 * 1024

const mainParts = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
} as const

const tooLarge = (why: string): Problem => new Problem('too_large', `这个文件不像正常的文档(${why}),没有保存`)
const withMacros = (): Problem => refuseType('文件带有宏或可执行内容,请另存为不带宏的格式')

const checkSizes = (entry: Entry, inflatedSoFar: number): void => {
  if (entry.uncompressedSize + inflatedSoFar > officeFileLimits.inflatedBytes) throw tooLarge('解压后太大')
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
  if (entry.uncompressedSize > officeFileLimits.ratioFromBytes && ratio > officeFileLimits.ratio) throw tooLarge('压缩比过高')
}

const isList = (name: string): boolean => name === '[Content_Types].xml' || name.endsWith('.rels')

/** Inflates a part: yauzl fails it as soon as it is longer than its directory says. Lists are given back, everything else is dropped. */
const readPart = async (zip: ZipFile, entry: Entry): Promise<string | undefined> => {
  const source = await zip.openReadStreamPromise(entry)
  if (isList(entry.fileName)) {
    if (entry.uncompressedSize > listLimitBytes) throw tooLarge('目录太大')
    return (await buffer(source)).toString('utf8')
  }
  await pipeline(source, new Writable({ write: (_chunk, _encoding, done) => done() }))
  return undefined
}

/** Macros and controls by the names that programs write, and templates that would be fetched from elsewhere when the file is opened. */
const checkPart = (name: string, list: string | undefined): void => {
  if (/vbaProject|vbaData|macrosheets?\/|activeX\//iu.test(name)) throw withMacros()
  if (list === undefined) return
  // No office program writes these; they would only hide a name from the tests below.
  if (/&#|<!/u.test(list)) throw refuseType('文件内容不规范')
  if (/macroEnabled|vbaProject|activeX/iu.test(list)) throw withMacros()
  if (/attachedTemplate[^>]*TargetMode\s*=\s*["']External|TargetMode\s*=\s*["']External[^>]*attachedTemplate/iu.test(list)) {
    throw refuseType('文件引用了外部模板')
  }
}

const readParts = async (zip: ZipFile): Promise<string> => {
  if (zip.entryCount > officeFileLimits.entries) throw tooLarge('内含文件过多')
  const [names, packed] = [new Set<string>(), { bytes: 0 }]
  let [inflated, contentTypes] = [0, '']
  for await (const entry of zip.eachEntry()) {
    checkSizes(entry, inflated)
    inflated += entry.uncompressedSize
    packed.bytes += entry.compressedSize
    // Parts that share bytes are how a small file is made to unpack without end.
    if (packed.bytes > zip.fileSize) throw tooLarge('内含文件互相重叠')
    if (names.has(entry.fileName)) throw refuseType('文件内容不规范')
    names.add(entry.fileName)
    const list = await readPart(zip, entry)
    checkPart(entry.fileName, list)
    if (entry.fileName === '[Content_Types].xml') contentTypes = list ?? ''
  }
  return contentTypes
}

/**
 * Which document a zip on disk is, found by its own list of contents, part by part and never whole in memory. Throws `too_large` for a
 * bomb and `bad_request` for anything that is not a plain .docx or .xlsx: other archives, templates, macros, damaged files.
 */
export const checkOfficeFile = async (path: string): Promise<'docx' | 'xlsx'> => {
  try {
    const zip = await openPromise(path, { autoClose: false })
    try {
      const contentTypes = await readParts(zip)
      const found = (['docx', 'xlsx'] as const).filter((type) => contentTypes.includes(`"${mainParts[type]}"`))
      if (found.length !== 1 || found[0] === undefined) throw refuseType('文件是压缩包或其他格式')
      return found[0]
    } finally {
      zip.close()
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw refuseType('文件损坏,或不是 .docx、.xlsx')
  }
}
