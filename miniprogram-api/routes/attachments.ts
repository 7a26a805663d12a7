import { z } from 'zod'
import { attachmentTypes } from '../../rules/attachment-files.ts'
import { readAttachment } from '../../use-cases/attachments/find-attachment.ts'
import { keepAttachment } from '../../use-cases/attachments/keep-attachment.ts'
import { listAttachments } from '../../use-cases/attachments/list-attachments.ts'
import { removeAttachment } from '../../use-cases/attachments/remove-attachment.ts'
import { settleSwept } from '../../use-cases/attachments/sweep-attachments.ts'
import { defineRoute, type Route } from '../define-route.ts'
import type { Upload } from '../middleware/read-upload.ts'
import { attachmentSchema, presentAttachment } from '../presenters/present-attachment.ts'
import { dropUpload, keptOf, takeUpload } from '../take-upload.ts'
import { idParams, numberParams } from './params.ts'

const uploadTypes = ['multipart/form-data', 'application/octet-stream', ...Object.values(attachmentTypes).map(({ mime }) => mime)]

/** Files on a matter, of any kind: whoever sees it whole sees, adds and fetches them (docs/rules.md, Attachments). */
export const attachmentRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/matters/:number/attachments',
    tag: '附件',
    summary: '一件事项的附件,先传的在前',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: z.strictObject({ items: z.array(attachmentSchema) }),
    handler: async (ctx, { params }) => ({ items: (await listAttachments(ctx, params.number)).map(presentAttachment) }),
  }),
  defineRoute({
    method: 'post',
    path: '/matters/:number/attachments',
    tag: '附件',
    summary: '上传一个附件:表单(wx.uploadFile)或直接以文件内容为正文;图片、PDF、.docx、.xlsx',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    query: z.strictObject({ name: z.string().min(1).max(400).optional().describe('文件名;不写就用表单里的') }),
    body: z.custom<Upload>(),
    upload: uploadTypes,
    file: true,
    response: attachmentSchema,
    statuses: { 201: '已上传' },
    // The bytes come in before any transaction is open.
    ahead: ({ params, query, body }, call) => takeUpload({ number: params.number, name: query.name }, body, call),
    handler: async (ctx, { params, ahead }, { machineNow }) =>
      presentAttachment(await keepAttachment(ctx, { ...keptOf(ahead), number: params.number, machineNow })),
    // Refused in the end, or a twin with the same key came first: these bytes stand for nothing.
    afterwards: async ({ ahead }, call) => {
      if (ahead.kept) await dropUpload(call, ahead.kept.id)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/attachments/:id',
    tag: '附件',
    summary: '下载一个附件',
    who: 'member',
    scope: 'matter',
    params: idParams,
    download: 'application/octet-stream',
    handler: async (ctx, { params }, { config }) => {
      const { id, name, type, size } = await readAttachment(ctx, params.id)
      return { fileName: name, contentType: attachmentTypes[type].mime, size, open: () => config.files.get(id) }
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/attachments/:id',
    tag: '附件',
    summary: '删除自己上传的附件;事项办结后不能再删',
    who: 'member',
    scope: 'matter',
    params: idParams,
    handler: (ctx, { params }, { machineNow }) => removeAttachment(ctx, { id: params.id, machineNow }),
    afterwards: async ({ params }, { stage, config }, outcome) => {
      if (outcome === 'refused') return
      await config.files.remove(params.id)
      await stage.runner.transaction((tx) => settleSwept(tx, params.id))
    },
  }),
]
