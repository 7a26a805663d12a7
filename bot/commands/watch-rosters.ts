import { Problem } from '../../rules/problems.ts'
import { readRosterDays } from '../../rules/roster-days.ts'
import { plainLetters } from '../../rules/roster-tokens.ts'
import { readWatchText } from '../../rules/watch-text.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { parseSaid } from '../../use-cases/parse-input.ts'
import { endWatch, endWatchSchema } from '../../use-cases/watches/end-watch.ts'
import { getWatch, type FoundWatch } from '../../use-cases/watches/find-watch.ts'
import { listComingSlots, listRosters, type SeenRoster } from '../../use-cases/watches/list-rosters.ts'
import { openWatch, openWatchSchema } from '../../use-cases/watches/open-watch.ts'
import { planShares } from '../../use-cases/watches/plan-watch.ts'
import { rosterWords } from '../../wording/roster-faults.ts'
import {
  describeHowToPlan,
  describePlanned,
  describeRoster,
  describeWatchEnded,
  describeWatchOpened,
  describeWhichRoster,
} from '../../wording/watch-rosters.ts'
import { inChat, listToSpeaker, onlyNumber, type Answer, type Call, type Command } from './command.ts'
import { readPeople } from './read-people.ts'
import { readRoster, splitRoster } from './read-roster.ts'

const shownDays = 7

const wordsOf = ({ matter, watch }: Pick<FoundWatch, 'matter' | 'watch'>) => ({
  number: matter.number,
  title: matter.title,
  times: watch.times,
})

/** The roster that is to be planned: by number, or the only one the speaker keeps. */
const findKept = async (ctx: UseCaseContext, call: Call): Promise<FoundWatch> => {
  const [number] = call.numbers
  if (number !== undefined) return getWatch(ctx, number)
  const kept = (await listRosters(ctx)).filter(({ keeps }) => keeps)
  const [only, other] = kept
  if (!only) throw new Problem('wrong_state', rosterWords.noRoster)
  if (other)
    throw new Problem(
      'bad_request',
      describeWhichRoster(
        call.written,
        kept.map(({ matter }) => matter),
      ),
    )
  return getWatch(ctx, only.matter.number)
}

const plan = async (ctx: UseCaseContext, call: Call, found: FoundWatch, lines: readonly string[]): Promise<string> => {
  const { slots } = await planShares(ctx, found, await readRoster(ctx, call, lines, found.watch))
  return describePlanned(call.wording, wordsOf(found), slots)
}

/** Lists of names are for the speaker alone, wherever they were asked for. */
const show = async (ctx: UseCaseContext, call: Call): Promise<Answer[]> => {
  const [number] = call.numbers
  const seen = await listRosters(ctx)
  const rosters: SeenRoster[] = number === undefined ? seen : seen.filter(({ matter }) => matter.number === number)
  // Says why a number is none.
  if (number !== undefined && rosters.length === 0) await getWatch(ctx, number)
  const words: string[] = []
  for (const { matter, watch, keeps } of rosters) {
    const slots = await listComingSlots(ctx, matter.id, shownDays)
    words.push(describeRoster(call.wording, { ...wordsOf({ matter, watch }), slots, days: shownDays, keeps }))
  }
  return listToSpeaker(words.length === 0 ? rosterWords.nothingToSee : words.join('\n'))
}

/** Whether words open a roster, rather than plan one: they say the length of its slots, or no day. */
const isOpening = async (ctx: UseCaseContext, call: Call, first: string): Promise<boolean> => {
  const { calendar, settings } = ctx.office
  const scope = { names: await call.names(), shifts: [], context: { sentAt: ctx.sentAt, calendar, settings } }
  return readWatchText(first, []).times !== null || readRosterDays(first, plainLetters(first), scope).fault?.kind === 'no-day'
}

/** Opens a roster with what its first line says; further lines plan it, in the same breath. */
const open = async (ctx: UseCaseContext, call: Call, [first = '', ...lines]: readonly string[]): Promise<Answer[]> => {
  const { parties, cuts } = await readPeople(ctx, call, first)
  const units = parties.filter(({ party }) => party.startsWith('u:'))
  const { title, form, times, missing } = readWatchText(first, cuts)
  if (title === '') throw new Problem('bad_request', rosterWords.untitled)
  if (times === null) throw new Problem('bad_request', missing === 'length' ? rosterWords.noLength : rosterWords.noTimes)
  const [unit, other] = units
  if (!unit || other || units.length < parties.length) throw new Problem('bad_request', rosterWords.noUnit)
  const dutyUnitId = unit.party.slice(2)
  const opened = await openWatch(ctx, parseSaid(openWatchSchema, { title, form, dutyUnitId, times }))
  const head = describeWatchOpened(call.wording, { ...wordsOf(opened), dutyUnitId })
  const { number } = opened.matter
  return inChat(`${head}\n${lines.length === 0 ? describeHowToPlan(call.wording, number) : await plan(ctx, call, opened, lines)}`)
}

export const rosterCommand: Command = {
  tags: ['值班表'],
  numbers: 'one',
  needs: {},
  example: '#值班表 舆情监测 每天8:30-22:30 每小时一班 @应急局',
  help: '建值班表(@ 办理单位);不写内容即看近日的班(私信答复)',
  audience: '办公室',
  run: async (ctx, call) => {
    const lines = splitRoster(call.body)
    const [first] = lines
    if (first === undefined) return show(ctx, call)
    if (call.numbers.length === 0 && (await isOpening(ctx, call, first))) return open(ctx, call, lines)
    return inChat(await plan(ctx, call, await findKept(ctx, call), lines))
  },
}

export const planCommand: Command = {
  tags: ['排班'],
  numbers: 'one',
  needs: { body: true },
  example: '#排班 160 11月24日至28日 白班 张三、夜班 李四',
  help: '给值班表排班,可一行一天,可写“本周 张三、李四 轮流”',
  audience: '办公室',
  run: async (ctx, call) => inChat(await plan(ctx, call, await findKept(ctx, call), splitRoster(call.body))),
}

export const endWatchCommand: Command = {
  tags: ['结束值班'],
  numbers: 'one',
  needs: { number: true },
  example: '#结束值班 160',
  help: '结束一张值班表',
  audience: '办公室',
  run: async (ctx, call) => {
    const { number, title } = await endWatch(ctx, parseSaid(endWatchSchema, { number: onlyNumber(call), text: call.body }))
    return inChat(describeWatchEnded(number, title))
  },
}
