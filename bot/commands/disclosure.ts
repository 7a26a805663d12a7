import { readDisclosureFields } from '../../rules/disclosure-text.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { getItem } from '../../use-cases/disclosure/find-item.ts'
import { proposeAgain, proposeItem, type ProposeItemInput } from '../../use-cases/disclosure/propose-item.ts'
import { publishItem, renewItem, sendBackItem, withdrawItem } from '../../use-cases/disclosure/publish-item.ts'
import { editorsOf } from '../../use-cases/matters/office-roles.ts'
import {
  describeItemSentBack,
  describeMissingFields,
  describeProposed,
  describePublished,
  describeRenewed,
  describeWithdrawnItem,
  missingFields,
} from '../../wording/disclosure.ts'
import { inChat, onlyNumber, type Answer, type Call, type Command } from './command.ts'

const example =
  '#公开 名称:住房保障办事指南⏎索引号:LJ-ZJ-2026-003⏎内容概述:申请条件、材料、时限⏎公开方式:定期,每3个月⏎责任单位:住建局⏎日期:2026-11-20'

const readInput = (ctx: UseCaseContext, text: string): ProposeItemInput => {
  const fields = readDisclosureFields(text.replaceAll('⏎', '\n'))
  const missing = missingFields(fields)
  const { name, indexNumber, summary, mode, unit, datedOn } = fields
  if (name === null || indexNumber === null || summary === null || mode === null || unit === null || datedOn === null)
    throw new Problem('bad_request', describeMissingFields(missing, example.replaceAll('⏎', '\n')))
  const units = ctx.office.directory.units.filter(
    (each) => !each.closed && (each.name === unit || each.code === unit || each.aliases.includes(unit)),
  )
  const [only, other] = units
  if (!only || other) throw new Problem('bad_request', `没有找到责任单位“${unit}”,请写单位全称`)
  return { name, indexNumber, summary, mode, everyMonths: fields.everyMonths, unitId: only.id, datedOn }
}

/** #公开: an item for the directory of open information, its six fields one a line. */
export const discloseCommand: Command = {
  tags: ['公开', '政务公开'],
  numbers: 'one',
  needs: { body: true },
  example,
  help: '报送公开事项(六项内容,审核后上公开页面)',
  audience: '信息员',
  run: async (ctx, call) => {
    const input = readInput(ctx, call.body)
    const [number] = call.numbers
    const { matter, item } =
      number === undefined ? await proposeItem(ctx, input, call.group?.id ?? null) : await proposeAgain(ctx, number, input)
    const editors = editorsOf(ctx)
    return inChat(
      describeProposed(
        matter.number,
        item.name,
        editors.map(({ name }) => name),
      ),
      editors.map(({ id }) => id).filter((id) => id !== ctx.actor?.id),
    )
  },
}

export const renewDisclosureCommand: Command = {
  tags: ['更新公开'],
  numbers: 'one',
  needs: { number: true },
  example: '#更新公开 160',
  help: '公开事项到期更新(内容不变只写编号)',
  audience: '信息员',
  run: async (ctx, call) => {
    const { matter, renewsOn } = await renewItem(ctx, { number: onlyNumber(call), summary: call.body })
    return inChat(describeRenewed(matter.number, renewsOn))
  },
}

export const withdrawDisclosureCommand: Command = {
  tags: ['撤下公开'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#撤下公开 160 内容已废止',
  help: '把公开事项从公开页面撤下',
  audience: '信息科',
  run: async (ctx, call) =>
    inChat(describeWithdrawnItem((await withdrawItem(ctx, { number: onlyNumber(call), reason: call.body })).number)),
}

const publish = async (ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]> => {
  const matter = await publishItem(ctx, { number, text: call.body })
  const { item } = await getItem(ctx, number)
  return inChat(describePublished(number, item.name, item.renewsOn), [matter.issuerId])
}

/** What 同意 and 退稿 do to an item; bot/commands/approvals.ts asks. */
export const disclosureApprovals = {
  approve: publish,
  sign: publish,
  sendBack: async (ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]> => {
    const { issuerId } = await sendBackItem(ctx, { number, reason: call.body })
    return inChat(describeItemSentBack(number, call.body), [issuerId])
  },
}
