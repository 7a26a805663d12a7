import { consult, type Stage } from '../../database/stage.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { listAbsences } from '../../use-cases/absences/list-absences.ts'
import { listPublished, publishedCursors } from '../../use-cases/disclosure/list-published.ts'
import { listCoverage } from '../../use-cases/groups/list-coverage.ts'
import { listGroups } from '../../use-cases/groups/list-groups.ts'
import { readGroup } from '../../use-cases/groups/read-group.ts'
import { listMatters } from '../../use-cases/matters/list-matters.ts'
import { getMeeting } from '../../use-cases/meetings/answer-meeting.ts'
import { listAttendance } from '../../use-cases/meetings/list-attendance.ts'
import { listNotices } from '../../use-cases/notices/list-notices.ts'
import { listReceipts } from '../../use-cases/notices/list-receipts.ts'
import { readNotice } from '../../use-cases/notices/read-notice.ts'
import { listOverruns } from '../../use-cases/procedures/list-overruns.ts'
import { listProcedures } from '../../use-cases/procedures/list-procedures.ts'
import { readProcedure } from '../../use-cases/procedures/read-procedure.ts'
import { listSuggestions } from '../../use-cases/suggestions/list-suggestions.ts'
import { readUrgent } from '../../use-cases/urgent/read-urgent.ts'
import { readWatch } from '../../use-cases/watches/read-watch.ts'
import { dutyClerk, dutyHead, dutyLeader, dutyOfficer, dutySupervisor, wideNumber } from './duty-office.ts'
import { seedId } from './seed-matters.ts'

/** One thing that somebody looks at. */
export interface DutyRead {
  what: string
  memberId: string
  /** Paged by cursor; otherwise an overview or one matter. */
  isList: boolean
  read: (ctx: UseCaseContext) => Promise<unknown>
}

type Look = (ctx: UseCaseContext) => Promise<unknown>
type List<Given> = (ctx: UseCaseContext, input: Given) => Promise<unknown>

const everybody = [
  ['leader', dutyLeader],
  ['unit head', dutyHead],
  ['officer', dutyOfficer],
] as const

/** The same list as each of the three sees it. */
const asAll = (what: string, read: Look): DutyRead[] =>
  everybody.map(([who, memberId]) => ({ what: `${what}, ${who}`, memberId, isList: true, read }))
const list = (what: string, memberId: string, read: Look): DutyRead => ({ what, memberId, isList: true, read })
const view = (what: string, memberId: string, read: Look): DutyRead => ({ what, memberId, isList: false, read })

const lists = <Given>(name: string, read: List<Given>, filters: readonly [string, Given][]): DutyRead[] =>
  filters.flatMap(([what, input]) => asAll(`${name}${what}`, (ctx) => read(ctx, input)))

/** The newest matter of a kind in a state, which the leader opens. */
const newest = async (stage: Stage, kind: string, state: string): Promise<number> => {
  const { items } = await consult(stage, { memberId: dutyLeader }, (ctx) =>
    listMatters(ctx, { kind: kind as 'notice', state: state as 'open' }),
  )
  const [item] = items
  if (!item) throw new Error(`no ${kind} is ${state}`)
  return item.number
}

const noticeReads = (matters: number): DutyRead[] => [
  ...lists('notices', listNotices, [
    ['', {}],
    [', open', { state: 'open' }],
    [', cancelled', { state: 'cancelled' }],
    [', documents', { form: 'document' }],
    [', documents of a year', { documentNumber: '临政办发〔2026〕' }],
    [', documents, open', { form: 'document', state: 'open' }],
    [', to everybody, of one issuer', { issuerId: dutyClerk }],
  ]),
  list('notices, of one document number, leader', dutyLeader, (ctx) => listNotices(ctx, { documentNumber: '临政办发〔2026〕9' })),
  view('one notice to everybody, its issuer', dutyClerk, (ctx) => readNotice(ctx, wideNumber(matters, 0))),
  view('one notice to everybody, officer', dutyOfficer, (ctx) => readNotice(ctx, wideNumber(matters, 0))),
  view('who has not signed, first page', dutyClerk, (ctx) => listReceipts(ctx, wideNumber(matters, 0), { of: 'missing' })),
  view('who has signed, first page', dutyClerk, (ctx) => listReceipts(ctx, wideNumber(matters, 0), { of: 'signed' })),
]

const procedureReads: DutyRead[] = [
  ...lists('procedures', listProcedures, [
    ['', {}],
    [', open', { state: 'open' }],
    [', paused', { state: 'paused' }],
    [', cancelled', { state: 'cancelled' }],
    [', of a code', { code: 'disclosure_request' }],
  ]),
  list('overruns, leader', dutyLeader, (ctx) => listOverruns(ctx)),
  list('overruns, still open, leader', dutyLeader, (ctx) => listOverruns(ctx, { state: 'open' })),
  list('overruns, settled, supervisor', dutySupervisor, (ctx) => listOverruns(ctx, { state: 'settled' })),
  list('overruns of a month, leader', dutyLeader, (ctx) => listOverruns(ctx, { from: '2026-10-20', to: '2026-11-19' })),
  list('overruns of years ago, still open, leader', dutyLeader, (ctx) => listOverruns(ctx, { state: 'open', to: '2019-05-31' })),
]

const groupReads: DutyRead[] = [
  list('group ledger, 50 lines, leader', dutyLeader, (ctx) => listGroups(ctx, { limit: 50 })),
  list('group ledger, unit head', dutyHead, (ctx) => listGroups(ctx, {})),
  list('group ledger, officer', dutyOfficer, (ctx) => listGroups(ctx, {})),
  view('one group, leader', dutyLeader, (ctx) => readGroup(ctx, seedId('W', 5))),
  view('coverage of 288 units, 9,216 people, leader', dutyLeader, (ctx) => listCoverage(ctx)),
  view('coverage, unit head', dutyHead, (ctx) => listCoverage(ctx)),
]

/** Kinds that have no list of their own stand among the matters. */
const matterReads: DutyRead[] = lists('matters', listMatters, [
  [': meetings', { kind: 'meeting' }],
  [': meetings to come', { kind: 'meeting', state: 'open' }],
  [': urgent reports', { kind: 'urgent' }],
  [': open information to look over', { kind: 'disclosure', state: 'submitted' }],
])

/** Everything there is to look at among these kinds. */
export const dutyReads = async (stage: Stage, matters: number): Promise<DutyRead[]> => {
  const [meeting, procedure, urgent] = [
    await newest(stage, 'meeting', 'open'),
    await newest(stage, 'procedure', 'open'),
    await newest(stage, 'urgent', 'closed'),
  ]
  const attendance: Look = async (ctx) => listAttendance(ctx, await getMeeting(ctx, meeting))
  return [
    ...noticeReads(matters),
    ...procedureReads,
    view('one procedure, leader', dutyLeader, (ctx) => readProcedure(ctx, procedure)),
    view('a week of a roster', dutyLeader, (ctx) => readWatch(ctx, matters + 1)),
    view('62 days of a roster', dutyLeader, (ctx) => readWatch(ctx, matters + 1, { from: '2026-10-01', to: '2026-12-01' })),
    view('attendance of a meeting', dutyLeader, attendance),
    view('one urgent report with its chain', dutyLeader, (ctx) => readUrgent(ctx, urgent)),
    ...asAll('absences', (ctx) => listAbsences(ctx)),
    ...asAll('absences since years ago', (ctx) => listAbsences(ctx, { from: '2017-01-01' })),
    view('open information, first page', dutyLeader, (ctx) => listPublished(ctx)),
    view('open information, a page years back', dutyLeader, (ctx) =>
      listPublished(ctx, { after: publishedCursors.write({ on: '2018-05-01', id: seedId('M', 1) }) }),
    ),
    ...lists('suggestions', listSuggestions, [
      ['', {}],
      [', open', { state: 'open' }],
    ]),
    list('suggestions, who answers them', dutySupervisor, (ctx) => listSuggestions(ctx)),
    list('suggestions, open, who answers them', dutySupervisor, (ctx) => listSuggestions(ctx, { state: 'open' })),
    ...groupReads,
    ...matterReads,
  ]
}
