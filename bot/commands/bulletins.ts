import { MatterEvent, type Matter } from '../../entities/index.ts'
import { readBulletinPeriod } from '../../rules/bulletin-period.ts'
import { readBulletinEdit, type BulletinEdit } from '../../rules/bulletin-text.ts'
import { nameStage } from '../../rules/matter-stage.ts'
import { Problem } from '../../rules/problems.ts'
import { changeFigure, changeFigureSchema, restoreFigure, restoreFigureSchema } from '../../use-cases/bulletins/change-figure.ts'
import { editBulletin, editBulletinSchema } from '../../use-cases/bulletins/edit-bulletin.ts'
import { findSubjectByName } from '../../use-cases/bulletins/find-subject.ts'
import { issueBulletin, recountBulletin } from '../../use-cases/bulletins/issue-bulletin.ts'
import { requestBulletin } from '../../use-cases/bulletins/open-bulletin.ts'
import { readBulletin } from '../../use-cases/bulletins/read-bulletin.ts'
import { today, type UseCaseContext } from '../../use-cases/context.ts'
import { parseSaid } from '../../use-cases/parse-input.ts'
import {
  bulletinFaults,
  describeBulletin,
  describeBulletinChanged,
  describeChange,
  describeFigure,
  describeIssuedBulletin,
  describeRecounting,
  describeRequested,
  type FieldName,
} from '../../wording/bulletins.ts'
import { inChat, listToSpeaker, onlyNumber, toSpeaker, type Answer, type Command } from './command.ts'

/** #通报: a draft on request; its figures come a moment later, in private. */
export const bulletinCommand: Command = {
  tags: ['通报', '起草通报'],
  numbers: 'none',
  needs: { body: true },
  example: '#通报 2026年11月',
  help: '起草一期通报(月、季、年)',
  audience: '信息科',
  run: async (ctx, call) => {
    const read = readBulletinPeriod(call.body, today(ctx))
    if (!read || read.rest !== '') throw new Problem('bad_request', `${bulletinFaults.noPeriod},例如:${bulletinCommand.example}`)
    const { number, title } = await requestBulletin(ctx, { period: read.period.key })
    return inChat(describeRequested(number, title, read.period.to < today(ctx)))
  },
}

/** #看通报: to the speaker alone, wherever it was asked; units stand in no group. */
export const readBulletinCommand: Command = {
  tags: ['看通报'],
  numbers: 'one',
  needs: { number: true },
  example: '#看通报 151',
  help: '看一期通报:总数、人工调整;印发后各单位可看本单位的数(私信答复)',
  audience: '信息科',
  run: async (ctx, call) => {
    const view = await readBulletin(ctx, onlyNumber(call))
    const classes = view.classes.map(({ name, rows, total }) => ({ name, units: rows.length, ...total.period }))
    const rows = view.classes.flatMap((each) => each.rows)
    const countedOf = (id: string, field: FieldName): number =>
      rows.find(({ unitId }) => unitId === id)?.changes.find((change) => change.field === field)?.counted ?? 0
    const changes = view.changes.map(({ subject, field, value, reason }) =>
      describeChange(subject.name, describeFigure(field, countedOf(subject.id, field), value), reason),
    )
    const own = view.forUnits ? rows.filter(({ unitId }) => view.ownUnitIds.includes(unitId)) : []
    const stage = nameStage('bulletin', view.state)
    return listToSpeaker(describeBulletin({ ...view, stage, classes, zeroReport: view.zeroReport.length, changes, own }))
  },
}

const changeBulletin = async (ctx: UseCaseContext, number: number, edit: BulletinEdit): Promise<Matter> => {
  const { reason } = edit
  if (edit.kind === 'text') return editBulletin(ctx, parseSaid(editBulletinSchema, { number, [edit.text]: edit.words, reason }))
  const subject = { number, subjectId: await findSubjectByName(ctx, number, edit.name), field: edit.field, reason }
  if (edit.kind === 'restore') return restoreFigure(ctx, parseSaid(restoreFigureSchema, subject))
  return changeFigure(ctx, parseSaid(changeFigureSchema, { ...subject, value: edit.value }))
}

/** #改通报: always answered in private, for it names a unit. */
export const editBulletinCommand: Command = {
  tags: ['改通报'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#改通报 151 城管局 采用 5 原因:补登省专报',
  help: '改通报的数字或文字、不列入某单位(写明原因)',
  audience: '信息科',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    const edit = readBulletinEdit(call.body)
    if (edit === null) throw new Problem('bad_request', `看不懂要改什么,例如:${editBulletinCommand.example}`)
    if (edit === 'reason') throw new Problem('bad_request', `请在后面写“原因:…”,例如:${editBulletinCommand.example}`)
    const { id } = await changeBulletin(ctx, number, edit)
    const [event] = await ctx.tx.find(MatterEvent, { where: { matterId: id }, order: { at: 'DESC', id: 'DESC' }, take: 1 })
    return toSpeaker(describeBulletinChanged(number, event?.text ?? ''))
  },
}

export const recountBulletinCommand: Command = {
  tags: ['重新统计'],
  numbers: 'one',
  needs: { number: true },
  example: '#重新统计 151',
  help: '通报草稿按现在的数据重新统计,人工调整保留',
  audience: '信息科',
  run: async (ctx, call) => inChat(describeRecounting((await recountBulletin(ctx, { number: onlyNumber(call) })).number)),
}

/** What 印发 does to a bulletin: in the chat stands its title and nothing of its content. */
export const answerIssueBulletin = async (ctx: UseCaseContext, number: number): Promise<Answer[]> => {
  const matter = await issueBulletin(ctx, { number })
  return inChat(describeIssuedBulletin(matter.number, matter.title))
}
