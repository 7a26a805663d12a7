import { readFile, stat, writeFile } from 'node:fs/promises'
import { tableLimits } from '../../documents/tables/table.ts'
import { Problem } from '../../rules/problems.ts'

/** A table from the disk, refused before it is read when it is too large or not there. */
export const readTableFile = async (file: string): Promise<Buffer> => {
  const { size } = await stat(file).catch(() => {
    throw new Problem('bad_request', `文件打不开:${file}`)
  })
  if (size > tableLimits.bytes) throw new Problem('too_large', `文件超过 ${tableLimits.bytes / 1024 / 1024} MB`)
  return readFile(file)
}

/** Writes a template, over an existing file only when `force` says so. */
export const writeTemplateFile = async (file: string, bytes: Buffer, { force }: { force?: true }): Promise<void> => {
  await writeFile(file, bytes, { flag: force ? 'w' : 'wx' }).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'EEXIST') throw new Problem('conflict', `${file} 已存在(加 --force 覆盖)`)
    throw new Problem('bad_request', `写不了 ${file}`)
  })
  console.log(`已写出 ${file}`)
}

/** Leaves as a failure that says how to mend it when a row was wrong. */
export const refuseWrongRows = (
  { applied, problems }: { applied: boolean; problems: readonly { line: number; reasons: readonly string[] }[] },
  isDryRun: boolean,
): void => {
  if (problems.length === 0) return
  const mend = applied || isDryRun ? '' : '(或加 --partial 先导入正确的行)'
  throw new Problem('bad_request', `${problems.length} 行有错,改正后再导入${mend}`)
}
