import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { findProgram } from './find-program.ts'

const limits = { timeout: 60_000, maxBuffer: 256 * 1024 * 1024, encoding: 'buffer' } as const

/** What a program says. Fails with its complaint. */
const run = (program: string, args: readonly string[]): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    execFile(program, args, limits, (error, stdout, stderr) =>
      error ? reject(new Error(`${program}: ${String(stderr)}`, { cause: error })) : resolve(stdout),
    )
  })

/** LibreOffice and the two readers of its PDFs, if this machine has all three. */
export const findLibreOffice = (): { soffice: string; pdftotext: string; pdftoppm: string } | undefined => {
  const [soffice, pdftotext, pdftoppm] = [findProgram(['soffice', 'libreoffice']), findProgram(['pdftotext']), findProgram(['pdftoppm'])]
  return soffice && pdftotext && pdftoppm ? { soffice, pdftotext, pdftoppm } : undefined
}

/** A word on a page, in points from its upper left corner. */
export interface Word {
  text: string
  left: number
  right: number
  top: number
  bottom: number
}

/** A line of words that stand at one height, from left to right. */
export interface Line extends Word {
  words: Word[]
}

export interface Page {
  width: number
  height: number
  lines: Line[]
  text: string
}

/** The pixels of a page: red, green, blue a pixel. */
export interface Picture {
  width: number
  height: number
  pixels: Buffer
}

/** Files as LibreOffice prints them. */
export interface Printed {
  pages: (name: string) => Promise<Page[]>
  /** One page, at so many dots per inch. */
  picture: (name: string, page: number, dpi: number) => Promise<Picture>
  close: () => Promise<void>
}

const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')

const wordsOf = (page: string): Word[] =>
  [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</gu)].map(
    ([, left, top, right, bottom, text]) => ({
      left: Number(left),
      top: Number(top),
      right: Number(right),
      bottom: Number(bottom),
      text: unescape(text ?? ''),
    }),
  )

const linesOf = (words: readonly Word[]): Line[] => {
  const lines: Line[] = []
  const middle = ({ top, bottom }: Word): number => (top + bottom) / 2
  for (const word of words.toSorted((a, b) => middle(a) - middle(b))) {
    const line = lines.at(-1)
    if (line && Math.abs(middle(line.words[0]!) - middle(word)) < 4) line.words.push(word)
    else lines.push({ ...word, words: [word] })
  }
  return lines.map(({ words: row }) => {
    const inOrder = row.toSorted((a, b) => a.left - b.left)
    return {
      words: inOrder,
      text: inOrder.map(({ text }) => text).join(''),
      left: Math.min(...row.map(({ left }) => left)),
      right: Math.max(...row.map(({ right }) => right)),
      top: Math.min(...row.map(({ top }) => top)),
      bottom: Math.max(...row.map(({ bottom }) => bottom)),
    }
  })
}

const readPages = (xml: string): Page[] =>
  [...xml.matchAll(/<page width="([\d.]+)" height="([\d.]+)">([^]*?)<\/page>/gu)].map(([, width, height, content]) => {
    const lines = linesOf(wordsOf(content ?? ''))
    return { width: Number(width), height: Number(height), lines, text: lines.map(({ text }) => text).join('\n') }
  })

/** A PPM, which is a head of three numbers and bare pixels. */
const readPicture = (ppm: Buffer): Picture => {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/u.exec(ppm.subarray(0, 40).toString('latin1'))
  if (!head) throw new Error('not a picture')
  return { width: Number(head[1]), height: Number(head[2]), pixels: ppm.subarray(head[0].length) }
}

/**
 * Prints .docx and .xlsx files with one start of LibreOffice, in a profile of its own. `RENDERED` in the environment names a folder that
 * keeps the pages as PNG, to look at.
 */
export const printFiles = async (files: ReadonlyMap<string, Buffer>): Promise<Printed> => {
  const programs = findLibreOffice()
  if (!programs) throw new Error('soffice was not found (Debian: apt-get install libreoffice-writer libreoffice-calc poppler-utils)')
  const folder = await mkdtemp(join(tmpdir(), 'qunban-print-'))
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  const names = [...files.keys()]
  await run(programs.soffice, [
    profile,
    '--headless',
    '--convert-to',
    'pdf',
    '--outdir',
    folder,
    ...names.map((name) => join(folder, name)),
  ])
  const pdf = (name: string): string => join(folder, `${basename(name, extname(name))}.pdf`)
  const kept = process.env['RENDERED']
  if (kept) for (const name of names) await run(programs.pdftoppm, ['-png', '-r', '60', pdf(name), join(kept, name)])
  return {
    pages: async (name) => readPages(String(await run(programs.pdftotext, ['-bbox', pdf(name), '-']))),
    picture: async (name, page, dpi) =>
      readPicture(await run(programs.pdftoppm, ['-r', String(dpi), '-f', String(page), '-l', String(page), pdf(name)])),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
