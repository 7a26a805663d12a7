import { z } from 'zod'
import { DisclosureItem, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { disclosureModes } from '../../rules/disclosure-text.ts'
import { unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { openMatter } from '../matters/open-matter.ts'
import { editorsOf } from '../matters/office-roles.ts'
import { rowChange } from '../matters/write-beside.ts'
import { parseSaid } from '../parse-input.ts'
import { getItem } from './find-item.ts'

const fields = z.strictObject({
  name: z.string().trim().min(1, '请写名称').max(80, '名称不超过 80 字'),
  indexNumber: z.string().trim().min(1, '请写索引号').max(60, '索引号不超过 60 字'),
  summary: z.string().trim().min(1, '请写内容概述').max(2_000, '内容概述不超过 2000 字'),
  mode: z.enum(disclosureModes, '公开方式写长期、定期、即时或逐段'),
  /** Months between renewals; a regular one has them. */
  everyMonths: z.int().min(1).max(60).nullable().default(null),
  unitId: z.string().length(26),
  datedOn: z.iso.date('日期写成 YYYY-MM-DD'),
})

export const proposeItemSchema = fields.refine(
  ({ mode, everyMonths }) => mode !== 'regular' || everyMonths !== null,
  '定期公开请写明多久更新一次,例如:定期,每3个月',
)

export type ProposeItemInput = z.input<typeof proposeItemSchema>
type Fields = z.output<typeof proposeItemSchema>

const check = async (ctx: UseCaseContext, { unitId, indexNumber, datedOn }: Fields, ownId: string | null): Promise<void> => {
  const { directory } = ctx.office
  if (directory.findUnit(unitId)?.closed !== false) throw new Problem('bad_request', '责任单位不存在或已撤销')
  if (datedOn > today(ctx)) throw new Problem('bad_request', '日期不能在将来')
  const same = await ctx.tx.findOneBy(DisclosureItem, { indexNumber })
  if (same && same.matterId !== ownId) throw new Problem('conflict', `索引号 ${indexNumber} 已经用过`)
  const actor = actorOf(ctx)
  const isEditor = editorsOf(ctx).some(({ id }) => id === actor.id)
  if (!isEditor && !directory.isWithin(actor.unitId, unitId)) throw new Problem('forbidden', '公开事项由责任单位或信息科报送')
}

const columnsOf = ({
  everyMonths,
  ...row
}: Fields): Pick<DisclosureItem, 'name' | 'indexNumber' | 'summary' | 'mode' | 'unitId' | 'datedOn' | 'renewsEveryMonths'> => ({
  ...row,
  renewsEveryMonths: everyMonths,
})

/** 公开: an item for the directory, looked over before it is published (docs/rules.md, Disclosure). */
export const proposeItem = async (
  ctx: UseCaseContext,
  raw: ProposeItemInput,
  groupId: string | null = null,
): Promise<{ matter: Matter; item: DisclosureItem }> => {
  const input = parseSaid(proposeItemSchema, raw)
  await check(ctx, input, null)
  const actor = actorOf(ctx)
  const { matter } = await openMatter(ctx, {
    kind: 'disclosure',
    title: input.name.length > 60 ? `${input.name.slice(0, 59)}…` : input.name,
    body: input.summary,
    urgency: 'normal',
    dueAt: null,
    dueText: null,
    groupId,
    unitId: input.unitId,
    issuerId: actor.id,
    parties: [{ party: unitParty(input.unitId), role: 'responsible' }],
  })
  const item: DisclosureItem = { matterId: matter.id, ...columnsOf(input), renewsOn: null, renewsAt: null, shown: 0 }
  await insertRows(ctx.tx, DisclosureItem, [item])
  return { matter, item }
}

/** What was sent back comes again, changed; its unit stays. */
export const proposeAgain = async (
  ctx: UseCaseContext,
  number: number,
  raw: ProposeItemInput,
): Promise<{ matter: Matter; item: DisclosureItem }> => {
  const input = parseSaid(proposeItemSchema, raw)
  const found = await getItem(ctx, number)
  if (input.unitId !== found.item.unitId) throw new Problem('bad_request', '责任单位有变的,请 #撤销 后另报')
  await check(ctx, input, found.matter.id)
  const set = columnsOf(input)
  const matter = await changeState(ctx, found, {
    action: 'resubmit',
    set: { body: input.summary },
    beside: [rowChange(DisclosureItem, found.item, set)],
  })
  return { matter, item: { ...found.item, ...set } }
}
