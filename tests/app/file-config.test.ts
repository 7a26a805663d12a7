import { expect, test } from 'vitest'
import { readConfig } from '../../app/config.ts'

const bucket = { S3_URL: 'https://minio.example:9000/qunban', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'key' }

test('attachments stand beside the SQLite database, or where the folder says', () => {
  expect(readConfig({ DATABASE_URL: 'sqlite:/srv/qunban/office.db' }).files).toEqual({ folder: '/srv/qunban/files', s3: null })
  expect(readConfig({ FILES_DIR: '/files', S3_URL: '' }).files).toEqual({ folder: '/files', s3: null })
})

test('a bucket is taken by its address and needs both keys', () => {
  expect(readConfig(bucket).files.s3).toEqual({ url: bucket.S3_URL, region: 'us-east-1', accessKeyId: 'id', secretAccessKey: 'key' })
  expect(() => readConfig({ ...bucket, S3_SECRET_ACCESS_KEY: '' })).toThrow('S3_SECRET_ACCESS_KEY: required with S3_URL')
  expect(() => readConfig({ ...bucket, S3_URL: 'file:///etc' })).toThrow('S3_URL')
})
