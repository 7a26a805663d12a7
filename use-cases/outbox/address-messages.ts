import { In, MoreThan, type EntityManager } from 'typeorm'
import { Binding, Lease, type OutboundMessage } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import { chatLease } from '../leases/take-lease.ts'

/** The chat account a loop sends for. */
export interface ChatAccount {
  channel: string
  account: string
  privateMessages: boolean
}

/** Where a row goes from this account. `elsewhere`: not for this account now; `in_app`: the mini-program; `nowhere`: its group or contact is gone. */
export type Address = { chat: { kind: 'group' | 'private'; id: string }; mentionIds: string[] } | 'elsewhere' | 'in_app' | 'nowhere'

interface Bindings {
  here: ReadonlyMap<string, Binding>
  /** Who or what can be reached through another channel that a live process leads. */
  elsewhere: ReadonlySet<string>
  known: ReadonlySet<string>
}

/** A confirmed binding is preferred to one that was only matched by nickname; then the newest. */
const better = (a: Binding | undefined, b: Binding): Binding => {
  if (!a) return b
  const [confirmedA, confirmedB] = [a.confirmedAt !== null, b.confirmedAt !== null]
  if (confirmedA !== confirmedB) return confirmedA ? a : b
  return a.boundAt >= b.boundAt ? a : b
}

const keysOf = (binding: Binding): string[] => [binding.id, binding.memberId, binding.groupId].filter((id) => id !== null)

const readBindings = async (
  tx: EntityManager,
  rows: readonly OutboundMessage[],
  from: ChatAccount,
  machineNow: Instant,
): Promise<Bindings> => {
  const pick = (key: 'groupId' | 'memberId' | 'bindingId'): string[] => rows.map((row) => row[key]).filter((id) => id !== null)
  const mentioned = rows.flatMap((row) => row.mentionIds)
  const people = [...new Set([...pick('memberId'), ...mentioned])]
  const bindings = await tx.find(Binding, {
    where: [
      { groupId: In([...new Set(pick('groupId'))]) },
      { memberId: In(people) },
      { id: In([...new Set([...pick('bindingId'), ...mentioned])]) },
    ],
  })
  const here = new Map<string, Binding>()
  const others = bindings.filter((binding) => binding.channel !== from.channel || binding.account !== from.account)
  for (const binding of bindings) {
    if (!others.includes(binding)) for (const key of keysOf(binding)) here.set(key, better(here.get(key), binding))
  }
  // Other accounts of this channel are logins of the past.
  const foreign = others.filter((binding) => binding.channel !== from.channel)
  const names = [...new Set(foreign.map((binding) => chatLease(binding.channel)))]
  const live = new Set(
    names.length === 0 ? [] : (await tx.findBy(Lease, { name: In(names), until: MoreThan(machineNow) })).map((lease) => lease.name),
  )
  return {
    here,
    elsewhere: new Set(foreign.filter((binding) => live.has(chatLease(binding.channel))).flatMap(keysOf)),
    known: new Set(bindings.flatMap(keysOf)),
  }
}

const addressOf = (row: OutboundMessage, bindings: Bindings, from: ChatAccount): Address => {
  const target = row.groupId ?? row.memberId ?? row.bindingId ?? ''
  const binding = bindings.here.get(target)
  const kind = binding?.subject === 'group' ? 'group' : 'private'
  if (binding && (kind === 'group' || from.privateMessages)) {
    const mentionIds = row.mentionIds.map((id) => bindings.here.get(id)?.externalId).filter((id) => id !== undefined)
    return { chat: { kind, id: binding.externalId }, mentionIds }
  }
  if (bindings.elsewhere.has(target)) return 'elsewhere'
  if (row.memberId !== null) return 'in_app'
  // A group that this login has not met again yet waits for it; its words expire by themselves.
  return row.groupId !== null && bindings.known.has(target) ? 'elsewhere' : 'nowhere'
}

/** Finds for every row where it goes from this account; external ids come from `bindings` and nowhere else. */
export const addressMessages = async (
  tx: EntityManager,
  rows: readonly OutboundMessage[],
  from: ChatAccount,
  machineNow: Instant,
): Promise<{ row: OutboundMessage; address: Address }[]> => {
  if (rows.length === 0) return []
  const bindings = await readBindings(tx, rows, from, machineNow)
  return rows.map((row) => ({ row, address: addressOf(row, bindings, from) }))
}
