import type { HandlingReport } from '../../documents/supervision/build-handling-report.ts'
import { lifecycles } from '../../rules/lifecycles/index.ts'
import { splitHandling } from '../../rules/supervision.ts'
import type { UseCaseContext } from '../context.ts'
import { lastReport, readPaperFacts, type PaperFacts } from './paper-facts.ts'

const outcomeOf = ({ target: { matter } }: PaperFacts): string => {
  if (matter.state === 'closed') return '已办结'
  if (matter.state === 'cancelled') return '已撤销'
  return matter.state === 'open' ? '正在办理' : (lifecycles[matter.kind].stateNames[matter.state] ?? '待确认')
}

/** What was done: the written answer to an instruction; else what those who finished said; else the last report. */
const wordsOf = (facts: PaperFacts): string => {
  if (facts.ofLeader?.answer) return facts.ofLeader.answer
  const finished = facts.events.filter(({ action, text }) => ['finish_part', 'submit', 'complete'].includes(action) && text !== '')
  return finished.length > 0 ? finished.map(({ text }) => text).join('\n') : (lastReport(facts)?.text ?? '')
}

/** 办理情况报告 of one matter as data for the builder; that it was made is noted in the audit log. Throws `forbidden`. */
export const handlingReport = async (ctx: UseCaseContext, number: number): Promise<{ data: HandlingReport; fileName: string }> => {
  const facts = await readPaperFacts(ctx, number, 'handling-report')
  const { matter } = facts.target
  const { directory, calendar } = ctx.office
  const leader = facts.ofLeader ? (directory.findMember(matter.issuerId) ?? null) : null
  const data: HandlingReport = {
    number: facts.number,
    matter: matter.title,
    addressee: leader ? `${leader.name}${leader.post ?? ''}` : ctx.office.settings.name,
    instruction: facts.instruction,
    assignedOn: calendar.dayOf(matter.createdAt),
    dueAt: matter.dueAt,
    lead: facts.lead,
    assisting: facts.assisting,
    outcome: outcomeOf(facts),
    ...splitHandling(wordsOf(facts)),
    unit: facts.office,
    on: facts.on,
    contact: facts.contact,
    exported: facts.exported,
  }
  return { data, fileName: `办理情况报告 〔${number}〕.docx` }
}
