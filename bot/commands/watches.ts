import { In } from 'typeorm'
import { Matter } from '../../entities/index.ts'
import { parseMoment } from '../../rules/deadline/index.ts'
import type { Day } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { cutSpans } from '../../rules/task-text.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { parseSaid } from '../../use-cases/parse-input.ts'
import { tellPeople } from '../../use-cases/outbox/tell-people.ts'
import { allQuiet, allQuietSchema, reportFinding, reportFindingSchema } from '../../use-cases/watches/answer-slot.ts'
import { listMySlots } from '../../use-cases/watches/find-watch.ts'
import { handOverShift, handOverShiftSchema } from '../../use-cases/watches/hand-over-shift.ts'
import { askSwap } from '../../use-cases/watches/swap-shift.ts'
import { withdrawSwap } from '../../use-cases/watches/withdraw-swap.ts'
import {
  describeFound,
  describeHandedOver,
  describeQuiet,
  describeSlotTaken,
  describeSlots,
  describeSwapSent,
  describeSwapWithdrawn,
} from '../../wording/watches.ts'
import { answerPrivately } from './answer-privately.ts'
import { toSpeaker, type Call, type Command } from './command.ts'
import { readMembers } from './read-people.ts'
import { reportedWords } from './urgent.ts'

const numberOf = (call: Call): number | null => call.numbers[0] ?? null

/** #无异常: answered in private, so that nothing is heard in a group of what happens every hour. */
export const allQuietCommand: Command = {
  tags: ['无异常', '一切正常'],
  numbers: 'one',
  needs: {},
  example: '#无异常',
  help: '值班:本时段无异常',
  audience: '办公室',
  run: answerPrivately(async (ctx, call) => {
    const { matter, slot, nextAt } = await allQuiet(ctx, parseSaid(allQuietSchema, { number: numberOf(call), text: call.body }))
    return toSpeaker(describeQuiet(call.wording, matter.number, slot, nextAt))
  }),
}

export const findingCommand: Command = {
  tags: ['发现', '发现情况'],
  numbers: 'one',
  needs: { body: true },
  example: '#发现 某平台出现供水异味的集中投诉,请今日下班前核实',
  help: '值班:报告情况,转值班单位办理;写“紧急”即报紧急信息',
  audience: '办公室',
  run: async (ctx, call) => {
    const { matter, opened, dutyUnitId, urgent } = await reportFinding(
      ctx,
      parseSaid(reportFindingSchema, { number: numberOf(call), text: call.body }),
    )
    const { number } = matter
    if (urgent) return toSpeaker(`${reportedWords(ctx, call, urgent)}\n${describeSlotTaken(number)}`)
    const text = describeFound(call.wording, { number, opened, dutyUnitId })
    const memberIds = memberIdsOfParty(ctx, `u:${dutyUnitId}`)
    await tellPeople(ctx, { matter: opened, text, memberIds, where: call.group ? 'other-group' : 'private' })
    return toSpeaker(text)
  },
}

/** The days a text names, in their order: 11月26日, 明天, 换 11月28日. */
const readDays = (ctx: UseCaseContext, text: string): Day[] => {
  const { calendar, settings } = ctx.office
  const days: Day[] = []
  for (const part of text.split(/换|[,\uFF0C。]/u)) {
    const reading = parseMoment(part, { sentAt: ctx.sentAt, calendar, settings })
    if (reading.kind === 'due') days.push(calendar.dayOf(reading.named.end))
  }
  return days
}

const takesBack = /^\s*(?:撤回|取消|不换了?)/u

const nameOf = (ctx: UseCaseContext, id: string | null): string => ctx.office.directory.findMember(id ?? '')?.name ?? ''

/** #换班: refusals, too, are between the bot and whoever asks. */
export const swapCommand: Command = {
  tags: ['换班', '调班'],
  numbers: 'one',
  needs: { body: true },
  example: '#换班 @王五 11月26日',
  help: '请人代值一天(可写“换 11月28日”互换),对方同意后生效;不换了发“#换班 撤回”',
  audience: '办公室',
  run: answerPrivately(async (ctx, call) => {
    if (takesBack.test(call.body)) {
      const [day = null] = readDays(ctx, call.body.replace(takesBack, ''))
      const { matter, days } = await withdrawSwap(ctx, { number: numberOf(call), day })
      return toSpeaker(describeSwapWithdrawn(call.wording, matter.number, days))
    }
    const { memberIds, reading } = await readMembers(ctx, call, call.body)
    const [toId, other] = memberIds
    if (!toId || other) throw new Problem('bad_request', `请只写一位换班的人,例如:${swapCommand.example}`)
    const [day, backDay = null] = readDays(ctx, cutSpans(call.body, reading.cuts))
    if (day === undefined) throw new Problem('bad_request', `请写明换哪一天的班,例如:${swapCommand.example}`)
    const { matter, insteadOfId } = await askSwap(ctx, { number: numberOf(call), toId, day, backDay })
    return toSpeaker(describeSwapSent(matter.number, nameOf(ctx, toId), insteadOfId === null ? null : nameOf(ctx, insteadOfId)))
  }),
}

export const handOverShiftCommand: Command = {
  tags: ['交班'],
  numbers: 'one',
  needs: { body: true },
  example: '#交班 @王五 20时前的投诉均已转办',
  help: '把在值的班交给别人',
  audience: '办公室',
  run: answerPrivately(async (ctx, call) => {
    const { memberIds, reading } = await readMembers(ctx, call, call.body)
    const [toId, other] = memberIds
    if (!toId || other) throw new Problem('bad_request', `请只写一位接班的人,例如:${handOverShiftCommand.example}`)
    const text = cutSpans(call.body, reading.cuts).replace(/^[\s,\uFF0C。;\uFF1B]+/u, '')
    const { matter, until } = await handOverShift(ctx, parseSaid(handOverShiftSchema, { number: numberOf(call), toId, text }))
    return toSpeaker(describeHandedOver(call.wording, { number: matter.number, to: nameOf(ctx, toId), until }))
  }),
}

const shown = 30

export const myShiftsCommand: Command = {
  tags: ['我的班'],
  numbers: 'none',
  needs: {},
  example: '#我的班',
  help: '我近期的值班(私信答复)',
  audience: '办公室',
  run: async (ctx, call) => {
    const slots = (await listMySlots(ctx, ['open', 'planned'])).slice(0, shown)
    const matters = await ctx.tx.findBy(Matter, { id: In([...new Set(slots.map(({ matterId }) => matterId))]) })
    const numbers = new Map(matters.map(({ id, number }) => [id, number]))
    return toSpeaker(
      describeSlots(
        call.wording,
        slots.map((slot) => ({ ...slot, number: numbers.get(slot.matterId) ?? 0 })),
      ),
    )
  },
}
