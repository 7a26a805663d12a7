import { Matter } from '../../entities/index.ts'
import { milestoneLimits, readMilestones } from '../../rules/milestones.ts'
import { Problem } from '../../rules/problems.ts'
import { readAssessment } from '../../rules/supervision.ts'
import { today, type UseCaseContext } from '../../use-cases/context.ts'
import { memberIdsOfParties } from '../../use-cases/matters/mention-parties.ts'
import { assessMatter } from '../../use-cases/supervision/assess-matter.ts'
import { finishMilestone } from '../../use-cases/supervision/finish-milestone.ts'
import { getSupervised } from '../../use-cases/supervision/find-supervision.ts'
import { planMilestones } from '../../use-cases/supervision/plan-milestones.ts'
import { readSummary, type SummaryRow } from '../../use-cases/supervision/read-summary.ts'
import { setSource } from '../../use-cases/supervision/set-source.ts'
import {
  describeAssessed,
  describeMilestoneDone,
  describeMilestoneFaults,
  describeMilestones,
  describeSourceSet,
  describeSummary,
  type SummaryLine,
} from '../../wording/supervision.ts'
import { inChat, listToSpeaker, onlyNumber, toSpeaker, type Answer, type Call, type Command } from './command.ts'

/** Where a matter is answered about: in its own group, else to the speaker alone. */
const answerOn = async (
  ctx: UseCaseContext,
  call: Call,
  number: number,
  text: string,
  mentionIds: readonly string[] = [],
): Promise<Answer[]> => {
  const isHere = call.group !== null && (await ctx.tx.existsBy(Matter, { number, groupId: call.group.id }))
  return isHere || call.group === null ? inChat(text, mentionIds) : toSpeaker(text)
}

/** #节点 128 …: what happens when a matter is broken down into dated steps; without steps they are shown. */
export const planMilestonesCommand: Command = {
  tags: ['节点', '序时节点', '序时'],
  numbers: 'one',
  needs: { number: true },
  example: '#节点 128 11月25日 完成摸底;12月5日 完成整改',
  help: '定序时节点,不写内容是查看',
  audience: '交办人',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    if (call.body.trim() === '') {
      const { supervision } = await getSupervised(ctx, number)
      return answerOn(ctx, call, number, describeMilestones(call.wording, { number }, supervision.milestones ?? []))
    }
    const { calendar, settings } = ctx.office
    const { milestones: read, faults } = readMilestones(call.body, { sentAt: ctx.sentAt, calendar, settings })
    if (faults.length > 0)
      throw new Problem(
        'bad_request',
        `${describeMilestoneFaults(calendar, faults, ctx.now)},没有登记。例如:${planMilestonesCommand.example}`,
      )
    if (read.length > milestoneLimits.count) throw new Problem('bad_request', `节点不超过 ${milestoneLimits.count} 个`)
    const wanted = read.map(({ title, dueAt }) => ({ title, dueAt }))
    const { matter, milestones } = await planMilestones(ctx, { number, milestones: wanted })
    return answerOn(ctx, call, number, describeMilestones(call.wording, matter, milestones), await memberIdsOfParties(ctx, matter.id))
  },
}

const positionAtStart = /^\s*第?\s*(\d{1,2})\s*(?:个|项|步)?(?:节点)?(?![\d月日])[\s,\uFF0C。:\uFF1A、]*/u

export const finishMilestoneCommand: Command = {
  tags: ['节点完成', '完成节点'],
  numbers: 'one',
  needs: { number: true },
  example: '#节点完成 128 1',
  help: '报一个节点已完成(第几个)',
  audience: '承办人',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    const found = positionAtStart.exec(call.body)
    const { milestones, position } = await finishMilestone(ctx, {
      number,
      ...(found ? { position: Number(found[1]) } : {}),
      text: call.body.slice(found?.[0].length ?? 0),
    })
    return answerOn(ctx, call, number, describeMilestoneDone(call.wording, number, milestones, position))
  },
}

/** Between the office and those who did it: never in the group (docs/rules.md, Supervision). */
export const assessCommand: Command = {
  tags: ['评价'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#评价 128 满意',
  help: '评价已办结的事项:满意、基本满意、不满意(私信答复)',
  audience: '交办人',
  run: async (ctx, call) => {
    const read = readAssessment(call.body)
    if (!read) throw new Problem('bad_request', `评价写满意、基本满意或不满意,例如:${assessCommand.example}`)
    const { matter, assessment } = await assessMatter(ctx, { number: onlyNumber(call), assessment: read.assessment, text: read.rest })
    return toSpeaker(describeAssessed(matter, assessment, read.rest))
  },
}

export const sourceCommand: Command = {
  tags: ['来源', '事项来源'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#来源 128 市政府第12次常务会议',
  help: '登记或更正事项来源:批示、会议、文件、群消息',
  audience: '交办人',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    const { source } = await setSource(ctx, { number, text: call.body })
    return answerOn(ctx, call, number, describeSourceSet(number, source))
  },
}

/** 11月, 2026年11月, 上月, 本月 as `YYYY-MM`; a month without its year is the last one of that name. */
export const readMonth = (text: string, day: string): string => {
  const words = text.normalize('NFKC').trim()
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  const of = (y: number, m: number): string => `${y}-${String(m).padStart(2, '0')}`
  if (words === '' || /^(?:本|这个?|当)月/u.test(words)) return of(year, month)
  if (/^上个?月/u.test(words)) return month === 1 ? of(year - 1, 12) : of(year, month - 1)
  const found = /^(?:(20\d{2})\s*[年.\-/]\s*)?(1[0-2]|0?[1-9])(?:\s*月份?)?$/u.exec(words)
  if (!found) throw new Problem('bad_request', `没有看懂月份,例如:${summaryCommand.example}`)
  const asked = Number(found[2])
  return of(found[1] === undefined ? (asked > month ? year - 1 : year) : Number(found[1]), asked)
}

const lineOf = (name: string, { counts, rates }: Pick<SummaryRow, 'counts' | 'rates'>): SummaryLine => ({ name, counts, rates })

export const summaryCommand: Command = {
  tags: ['督查月报', '督查统计'],
  numbers: 'none',
  needs: {},
  example: '#督查月报 11月',
  help: '督查月报:办结、按期、逾期、在办(私信答复)',
  audience: '办公室',
  run: async (ctx, call) => {
    const { month, office, units } = await readSummary(ctx, { month: readMonth(call.body, today(ctx)) })
    return listToSpeaker(
      describeSummary(month, {
        office: office && lineOf('全部', office),
        units: units.map((row) => lineOf(row.unit.name, row)),
      }),
    )
  },
}
