import { z } from 'zod'
import type { Matter, MatterParty } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { readPercent } from '../../rules/task-text.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { pickActingParty } from './pick-acting-party.ts'

export const reportProgressSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().min(1, '请写明进展').max(4_000),
  /** Read from the text when absent. */
  percent: z.int().min(0).max(100).optional(),
})

export interface Progress {
  matter: Matter
  percent: number | null
  onBehalfOfId: string | null
}

/** The matter's percent: the responsible's last; with several, the lowest, and none before all have said one (docs/rules.md, Lights). */
const matterPercent = (parties: readonly MatterParty[]): number | null => {
  const said = parties.filter((party) => party.role === 'responsible' && party.removedAt === null).map((party) => party.percent)
  const figures = said.filter((percent) => percent !== null)
  return figures.length === 0 ? null : figures.length < said.length ? 0 : Math.min(...figures)
}

/** 反馈: text and an optional percent; the todo stays open. A first report acknowledges as well. */
export const reportProgress = async (ctx: UseCaseContext, input: z.infer<typeof reportProgressSchema>): Promise<Progress> => {
  const target = await getMatter(ctx, input.number)
  const acting = pickActingParty(ctx, target)
  const percent = input.percent ?? readPercent(input.text)
  const reported = target.parties.map((party) => (percent !== null && party === acting?.party ? { ...party, percent } : party))
  const isOpen = target.matter.state === 'open'
  const matter = await changeState(ctx, target, {
    action: 'feedback',
    text: input.text,
    ...(percent === null ? {} : { data: { percent } }),
    ...(isOpen ? { set: { percent: matterPercent(reported) } } : {}),
    onBehalfOfId: acting?.onBehalfOfId ?? null,
    ...(acting ? { readBy: acting.party.party } : {}),
    ...(acting && percent !== null ? { parties: [{ party: acting.party.party, set: { percent } }] } : {}),
  })
  if (!acting) throw new Problem('forbidden', `〔${input.number}〕没有您承办的部分`)
  return { matter, percent, onBehalfOfId: acting.onBehalfOfId }
}
