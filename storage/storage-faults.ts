import { Problem } from '../rules/problems.ts'

const full: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG']
const absent: readonly unknown[] = ['ENOENT', 'ENOTDIR']

export const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code

/** Whether a file or folder is not there. */
export const isAbsent = (error: unknown): boolean => absent.includes(codeOf(error))

/** There is a row and no bytes: somebody has touched the storage. */
export const fileGone = (): Problem => new Problem('gone', '这个附件的内容已不在存储中,请联系管理员')

/** The storage did not answer, or refused us. */
export const storageAway = (): Problem => new Problem('unavailable', '附件存储暂时不可用,请稍后再试;一直不行请联系管理员')

/** What a person is told of a full disk; any other fault stays what it is, and is ours. */
export const asStorageProblem = (error: unknown): unknown =>
  full.includes(codeOf(error)) ? new Problem('unavailable', '附件存储空间已满,文件没有保存,请联系管理员') : error
