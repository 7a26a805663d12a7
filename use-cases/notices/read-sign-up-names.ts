import { createHash } from 'node:crypto'
import { In, IsNull, Not } from 'typeorm'
import { Binding } from '../../entities/index.ts'
import type { SignUpEntry } from '../../entities/sign-up.ts'
import { bareText } from '../../rules/bare-text.ts'
import { groupBy } from '../../rules/group-by.ts'
import { createNameTable } from '../../rules/parties/name-table.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { listGroupRoster } from '../groups/list-group-units.ts'

/** Who sits here, under every name they are known by: what the group shows, and what the network called them last. */
const listNames = async (ctx: UseCaseContext, groupId: string): Promise<{ memberId: string; nickname: string }[]> => {
  const roster = await listGroupRoster(ctx, groupId)
  if (roster.length === 0) return []
  const bindings = await ctx.tx.find(Binding, {
    select: { id: true, memberId: true, lastSeenName: true },
    where: { subject: 'person', memberId: In(roster.map(({ memberId }) => memberId)), confirmedAt: Not(IsNull()) },
  })
  const contacts = bindings.flatMap(({ memberId, lastSeenName }) => (memberId === null ? [] : [{ memberId, nickname: lastSeenName }]))
  return [...roster.map(({ memberId, nickname }) => ({ memberId, nickname })), ...contacts]
}

const keyOf = (entry: string): string => createHash('sha256').update(bareText(entry)).digest('hex').slice(0, 16)

const membersIn = (candidates: readonly string[]): string[] =>
  candidates.filter((party) => party.startsWith('m:')).map((party) => party.slice(2))

/** Whom an entry names among those who sit here: by a whole name, else by the name it begins with. Two who fit are nobody. */
const createReader = async (ctx: UseCaseContext, groupId: string): Promise<(entry: string) => string | null> => {
  const { directory } = ctx.office
  const names = await listNames(ctx, groupId)
  const table = createNameTable(directory, names, today(ctx))
  const isHere = new Set(
    names
      .map(({ memberId }) => memberId)
      .filter((id) => {
        const member = directory.findMember(id)
        return member !== undefined && directory.isActive(member, today(ctx))
      }),
  )
  const whole = groupBy(names, ({ nickname }) => nickname.trim())
  return (entry) => {
    const written = entry.replace(/^[@＠]\s?/u, '')
    const exact = whole.get(written)?.map(({ memberId }) => memberId)
    const found = new Set((exact ?? membersIn(table.match(written, 0)?.candidates ?? [])).filter((id) => isHere.has(id)))
    const [only, other] = found
    return only !== undefined && other === undefined ? only : null
  }
}

/**
 * The entries of a 接龙 with whom they name: who sits in this group, by the names it shows, the network's and the directory's. An entry
 * seen before keeps whom it was taken for. One that names nobody, is new and stands last is the sender's own.
 */
export const readSignUpNames = async (
  ctx: UseCaseContext,
  groupId: string,
  entries: readonly string[],
  seen: readonly SignUpEntry[],
): Promise<SignUpEntry[]> => {
  if (entries.length === 0) return []
  const known = new Map(seen)
  const read = await createReader(ctx, groupId)
  const found = entries.map((entry): SignUpEntry => {
    const key = keyOf(entry)
    return [key, known.get(key) ?? read(entry)]
  })
  const self = actorOf(ctx).id
  const last = found.at(-1)
  if (last && last[1] === null && !known.has(last[0]) && found.every(([, memberId]) => memberId !== self)) last[1] = self
  return found
}
