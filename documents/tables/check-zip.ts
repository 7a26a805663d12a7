import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { Problem } from '../../rules/problems.ts'

/** What an honest workbook of an office never exceeds. */
export const zipLimits = { entries: 500, inflatedBytes: 64 * 1024 * 1024, ratio: 200, ratioFromBytes: 4 * 1024 * 1024 }

const tooLarge = (why: string): Problem => new Problem('too_large', `这个 .xlsx 不像正常的表格(${why}),没有打开`)

const checkEntry = (entry: Entry, inflatedSoFar: number): void => {
  if (entry.uncompressedSize + inflatedSoFar > zipLimits.inflatedBytes) throw tooLarge('解压后太大')
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
  if (entry.uncompressedSize > zipLimits.ratioFromBytes && ratio > zipLimits.ratio) throw tooLarge('压缩比过高')
}

/** Inflates the entry into nothing: yauzl fails it as soon as it is longer than its directory says. */
const checkTruth = async (zip: ZipFile, entry: Entry): Promise<void> => {
  const source = await zip.openReadStreamPromise(entry)
  await pipeline(source, new Writable({ write: (_chunk, _encoding, done) => done() }))
}

/**
 * Reads the directory of a zip before anything inflates it in memory: entries, sizes, ratio, then whether the sizes are true.
 * Throws `too_large` for a bomb, `bad_request` for what is not a zip.
 */
export const checkZip = async (bytes: Buffer): Promise<void> => {
  try {
    const zip = await fromBufferPromise(bytes)
    if (zip.entryCount > zipLimits.entries) throw tooLarge('内含文件过多')
    let inflated = 0
    for await (const entry of zip.eachEntry()) {
      checkEntry(entry, inflated)
      inflated += entry.uncompressedSize
      await checkTruth(zip, entry)
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('bad_request', '文件损坏,不是有效的 .xlsx')
  }
}
