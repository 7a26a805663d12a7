import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { IsNull, LessThan, MoreThan } from 'typeorm'
import { OneTimeCode } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { MINUTE_MS, type Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'

/** What making and checking codes needs beside the context: they go by the machine clock, and are kept as HMAC with the office's key. */
export interface CodeKit {
  key: Buffer
  machineNow: Instant
  /** An integer in [0, max); the replay passes a seeded one, so that its output is the same twice. */
  random?: (max: number) => number
}

export const codeLifeMs = 5 * MINUTE_MS
export const maxTries = 5
const handleDigits = 4
const secretDigits = 6

/** The same sentence for every way a code can fail: a guesser learns nothing. */
export const codeRefused = '码不对、已用过或已过期(5 分钟内有效,只能用一次),请重新获取'

const hashOf = (kit: CodeKit, text: string): string => createHmac('sha256', kit.key).update(text).digest('hex')

const digits = (kit: CodeKit, count: number): string => {
  const max = 10 ** count
  const number = kit.random ? kit.random(max) : randomInt(max)
  return String(number).padStart(count, '0')
}

const isLive = (kit: CodeKit) => ({ usedAt: IsNull(), expiresAt: MoreThan(kit.machineNow), tries: LessThan(maxTries) })

const freeHandle = async (ctx: UseCaseContext, kit: CodeKit): Promise<string> => {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const handle = digits(kit, handleDigits)
    if (!(await ctx.tx.existsBy(OneTimeCode, { handle, expiresAt: MoreThan(kit.machineNow) }))) return handle
  }
  throw new Problem('too_many', '此刻发出的码太多,请稍后再试')
}

type Claim = Pick<OneTimeCode, 'purpose'> & Partial<Pick<OneTimeCode, 'memberId' | 'bindingId'>> & { ticket?: string }

/** A new code of ten digits; earlier ones of the same person (or contact) and purpose are void. */
export const issueCode = async (
  ctx: UseCaseContext,
  kit: CodeKit,
  { purpose, memberId = null, bindingId = null, ticket }: Claim,
): Promise<string> => {
  const sameOwner = memberId === null ? { bindingId: bindingId ?? '' } : { memberId }
  await ctx.tx.update(OneTimeCode, { purpose, usedAt: IsNull(), ...sameOwner }, { usedAt: kit.machineNow })
  const handle = await freeHandle(ctx, kit)
  const code = `${handle}${digits(kit, secretDigits)}`
  const row: OneTimeCode = {
    id: ctx.newId(),
    purpose,
    handle,
    codeHash: hashOf(kit, code),
    ticketHash: ticket === undefined ? null : hashOf(kit, ticket),
    memberId,
    bindingId,
    createdAt: kit.machineNow,
    expiresAt: kit.machineNow + codeLifeMs,
    tries: 0,
    usedAt: null,
  }
  await insertRows(ctx.tx, OneTimeCode, [row])
  return code
}

/**
 * The live row the code opens, or undefined; a wrong code counts as a try against the row its first digits name, and the fifth locks it.
 * It must therefore not be followed by a rollback: callers return a refusal, they do not throw.
 */
export const findCode = async (
  ctx: UseCaseContext,
  kit: CodeKit,
  text: string,
  purposes: readonly OneTimeCode['purpose'][],
): Promise<OneTimeCode | undefined> => {
  const code = text.normalize('NFKC').replaceAll(/[\s-]/g, '')
  if (!/^\d{10}$/.test(code)) return undefined
  const [row] = await ctx.tx.find(OneTimeCode, {
    where: { handle: code.slice(0, handleDigits), ...isLive(kit) },
    order: { id: 'DESC' },
    take: 1,
  })
  if (!row) return undefined
  const isRight = timingSafeEqual(Buffer.from(hashOf(kit, code)), Buffer.from(row.codeHash)) && purposes.includes(row.purpose)
  if (isRight) return row
  await ctx.tx.increment(OneTimeCode, { id: row.id }, 'tries', 1)
  return undefined
}

/** Uses the code up. False when somebody else was faster. */
export const useUp = async (
  ctx: UseCaseContext,
  kit: CodeKit,
  row: OneTimeCode,
  set: Partial<Pick<OneTimeCode, 'memberId'>> = {},
): Promise<boolean> => {
  const { affected } = await ctx.tx.update(OneTimeCode, { id: row.id, ...isLive(kit) }, { ...set, usedAt: kit.machineNow })
  return affected === 1
}

/** The latest row of a ticket (mini-program link), used or not; undefined when it is none of ours or its time is over. */
export const findByTicket = async (ctx: UseCaseContext, kit: CodeKit, ticket: string): Promise<OneTimeCode | undefined> => {
  const [row] = await ctx.tx.find(OneTimeCode, {
    where: { ticketHash: hashOf(kit, ticket), expiresAt: MoreThan(kit.machineNow) },
    order: { id: 'DESC' },
    take: 1,
  })
  return row
}

/** Ends every code and every waiting or answered ticket of a member: their phone is lost. */
export const voidCodesOf = async (ctx: UseCaseContext, kit: Pick<CodeKit, 'machineNow'>, memberId: string): Promise<void> => {
  await ctx.tx.update(OneTimeCode, { memberId, expiresAt: MoreThan(kit.machineNow) }, { expiresAt: kit.machineNow })
}
