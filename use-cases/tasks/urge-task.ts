import { z } from 'zod'
import { lifecycles } from '../../rules/lifecycles/index.ts'
import type { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { listOpenTodos } from '../matters/todos.ts'

export const urgeTaskSchema = z.strictObject({ number: z.int().positive(), text: z.string().trim().max(500).default('') })

/** 催办: a reply that mentions those who still owe, not a reminder of the clock (docs/rules.md, Actions and todos). */
export const urgeTask = async (
  ctx: UseCaseContext,
  input: z.infer<typeof urgeTaskSchema>,
): Promise<{ matter: Matter; owing: string[] }> => {
  const target = await getMatter(ctx, input.number)
  if (target.matter.kind === 'notice') throw new Problem('wrong_state', `〔${input.number}〕是通知,请用催签`)
  const open = await listOpenTodos(ctx, target.matter.id)
  const owing = open.filter((todo) => todo.duty === lifecycles[target.matter.kind].duty).map((todo) => todo.party)
  const onBehalfOfId = standingsOf(ctx, target.matter, target.parties).issuerOnBehalfOfId
  const matter = await changeState(ctx, target, { action: 'urge', text: input.text, data: { owing }, onBehalfOfId })
  if (owing.length === 0) throw new Problem('wrong_state', `〔${input.number}〕已申请办结,待交办人确认,无需催办`)
  return { matter, owing }
}
