import { z } from 'zod'
import { Bulletin, type Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { bulletinFaults, describeEdited, type TextName } from '../../wording/bulletins.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { unknownFigures } from './bulletin-figures.ts'
import { getBulletin } from './find-bulletin.ts'
import { viewBulletin } from './read-bulletin.ts'

export const reasonSchema = z.string().trim().min(1, '请写明原因').max(200)

const text = z.string().trim().max(6_000).nullable()

export const editBulletinSchema = z.strictObject({
  number: z.int().positive(),
  title: z.string().trim().min(1, '标题不能为空').max(80).optional().describe('标题'),
  situation: text.optional().describe('基本情况,数字写 {报送} 等;空即不写这一节,null 恢复现成的话'),
  problems: text.optional().describe('存在问题'),
  demands: text.optional().describe('工作要求'),
  addressees: z.string().trim().min(1).max(200).nullable().optional().describe('主送'),
  reason: reasonSchema,
})

export type EditBulletinInput = z.output<typeof editBulletinSchema>

const names: readonly TextName[] = ['title', 'situation', 'problems', 'demands', 'addressees']

/** Changes words of a draft, with the reason in the timeline. `bad_request` when a text names a figure that there is not. */
export const editBulletin = async (ctx: UseCaseContext, { number, reason, title, ...texts }: EditBulletinInput): Promise<Matter> => {
  const found = await getBulletin(ctx, number)
  const { matter, bulletin } = found
  const { figures } = await viewBulletin(ctx, found)
  const unknown = unknownFigures(
    [texts.situation, texts.problems, texts.demands].map((each) => each ?? ''),
    figures,
  )
  if (unknown.length > 0) throw new Problem('bad_request', bulletinFaults.noFigure(unknown))
  const given = { title, ...texts }
  const before = {
    title: matter.title,
    situation: bulletin.situation,
    problems: bulletin.problems,
    demands: bulletin.demands,
    addressees: bulletin.addressees,
  }
  const edited = names.filter((name) => given[name] !== undefined && given[name] !== before[name])
  if (edited.length === 0) throw new Problem('bad_request', bulletinFaults.same)
  const set = Object.fromEntries(edited.filter((name) => name !== 'title').map((name) => [name, given[name]])) as Partial<Bulletin>
  return changeState(ctx, found, {
    action: 'edit',
    text: describeEdited(edited, reason),
    data: { texts: edited, reason, before: Object.fromEntries(edited.map((name) => [name, before[name]])) },
    ...(edited.includes('title') && title !== undefined ? { set: { title } } : {}),
    beside: [rowChange(Bulletin, bulletin, set)],
  })
}
