import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { S3Config } from '../../storage/s3-store.ts'

export interface ThrowawayS3 {
  config: S3Config
  stop(): Promise<void>
}

/** An S3 server that somebody else wrote (s3rver; it checks signatures) on a free port, its bucket in a throwaway folder. */
export const startS3 = async (): Promise<ThrowawayS3> => {
  // Untyped: named where the compiler does not look.
  const name: string = '@20minutes/s3rver'
  const { default: S3rver } = (await import(name)) as { default: any }
  const directory = mkdtempSync(path.join(tmpdir(), 'qunban-s3-'))
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'qunban' }] })
  const { port } = await server.run()
  return {
    config: { url: `http://127.0.0.1:${port}/qunban/office`, region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    stop: async () => {
      await server.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
