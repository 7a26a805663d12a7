import { z } from 'zod'
import type { SupervisionPaper } from '../../documents/supervision/build-supervision-paper.ts'
import { Problem } from '../../rules/problems.ts'
import { describeMilestonesText } from '../../wording/supervision.ts'
import type { UseCaseContext } from '../context.ts'
import { shownLevel } from '../todos/my-todo-rows.ts'
import { lastReport, readPaperFacts, type PaperFacts } from './paper-facts.ts'

export const paperKinds = ['notice', 'assignment', 'urging', 'coloured'] as const

export const supervisionPaperSchema = z.strictObject({
  kind: z.enum(paperKinds).default('notice').describe('notice 督查通知单、assignment 交办单、urging 催办单、coloured 三色督办单'),
})

const kindNames = { notice: '督查通知单', assignment: '交办单', urging: '催办单', coloured: '督办单' } as const

/** The colour of the matter's light by the office's own mapping; a matter whose light is normal has no coloured paper. */
const colourOf = (ctx: UseCaseContext, { target: { matter } }: PaperFacts): { name: string; rgb: string } => {
  const isOver = matter.state === 'closed' || matter.state === 'cancelled'
  const level = isOver ? 0 : shownLevel(matter.level, matter.dueAt, ctx.now)
  const light = ctx.office.settings.lights[level]
  if (level === 0 || !light) throw new Problem('wrong_state', `〔${matter.number}〕目前为“${light?.name ?? '正常'}”,不发三色督办单`)
  return { name: light.name, rgb: light.color.slice(1).toUpperCase() }
}

/** A supervision paper on one matter as data for the builder; that it was made is noted in the audit log. Throws `forbidden`, `wrong_state`. */
export const supervisionPaper = async (
  ctx: UseCaseContext,
  { number, kind }: { number: number; kind: (typeof paperKinds)[number] },
): Promise<{ data: SupervisionPaper; fileName: string }> => {
  const facts = await readPaperFacts(ctx, number, kind)
  const { matter } = facts.target
  const milestones = facts.supervision.milestones ?? []
  const colour = kind === 'coloured' ? colourOf(ctx, facts) : null
  const data: SupervisionPaper = {
    kind,
    colour,
    office: facts.office,
    number: facts.number,
    on: facts.on,
    matter: matter.title,
    source: facts.source,
    instruction: facts.instruction,
    lead: facts.lead,
    assisting: facts.assisting,
    requirement:
      milestones.length === 0
        ? ''
        : `请按以下节点推进,按时书面反馈办理情况:\n${describeMilestonesText(ctx.office.calendar, milestones, ctx.now).replaceAll(' ✓', '(已完成)')}`,
    dueAt: matter.dueAt,
    urged:
      kind === 'urging'
        ? { times: Math.max(1, facts.events.filter(({ action }) => action === 'urge').length), progress: lastReport(facts)?.text ?? '' }
        : null,
    contact: facts.contact,
    exported: facts.exported,
  }
  return { data, fileName: `${colour?.name ?? ''}${kindNames[kind]} 〔${number}〕.docx` }
}
