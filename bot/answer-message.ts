import { In, type EntityManager } from 'typeorm'
import type { Stage } from '../database/stage.ts'
import { Binding, WorkGroup } from '../entities/index.ts'
import type { Instant } from '../rules/instant.ts'
import { createNameTable } from '../rules/parties/name-table.ts'
import { mentionsSecrecy } from '../rules/secrecy.ts'
import type { CodeKit } from '../use-cases/bindings/one-time-codes.ts'
import type { Office, UseCaseContext } from '../use-cases/context.ts'
import { listGroupRoster } from '../use-cases/groups/list-group-units.ts'
import { listMattersQuoted } from '../use-cases/matters/find-message-matters.ts'
import { findMatchedGroup } from '../use-cases/groups/match-group.ts'
import { describeGroupMatched } from '../wording/groups.ts'
import {
  describeMissing,
  describeUnknownTag,
  greeting,
  secrecyCaution,
  tooLong,
  tooManyNumbers,
  unboundHint,
  unconfirmedHint,
  unregisteredHint,
} from '../wording/replies.ts'
import { acknowledgeMessage, quoteReachMs } from './acknowledge-message.ts'
import { acknowledgeSignUpMessage } from './acknowledge-sign-up.ts'
import { answerAttachment, answerRecall } from './answer-unread.ts'
import type { ChannelAbilities, InboundMessage } from './channel.ts'
import type { Answer, Call, Command } from './commands/command.ts'
import { commandTags, findCommand } from './commands/index.ts'
import { NothingToDo } from './nothing-to-do.ts'
import { parseMessage, type ParsedMessage } from './parse-message.ts'
import type { Contact } from './resolve-contact.ts'
import { tellElsewhere } from './tell-elsewhere.ts'

/** One message on its way: everything known about it, inside its transaction. */
export interface Reception {
  stage: Stage
  tx: EntityManager
  office: Office
  now: Instant
  message: InboundMessage
  parsed: ParsedMessage
  contact: Contact
  abilities: ChannelAbilities
  codes: Omit<CodeKit, 'machineNow'>
  inboundId: string
}

/** As the use-cases take it. */
const longestBody = 4_000
const mostNumbers = 50

/** Commands that only read; allowed before a changed login is confirmed. */
const readOnly = new Set(['帮助', '绑定', '我的', '我交办的', '本群', '查', '通知进度'])

/** Who speaks, as the use-cases take it. */
export const contextOf = ({
  tx,
  office,
  now,
  message,
  contact,
  stage,
  inboundId,
}: Pick<Reception, 'tx' | 'office' | 'now' | 'message' | 'contact' | 'stage' | 'inboundId'>): UseCaseContext => {
  const member = contact.binding.memberId === null ? undefined : office.directory.findMember(contact.binding.memberId)
  const isActive = member !== undefined && office.directory.isActive(member, office.calendar.dayOf(now))
  // A message cannot have been sent after now: a network's clock may run ahead of ours.
  const sentAt = Math.min(message.sentAt, now)
  return { tx, office, now, sentAt, newId: stage.newId, actor: isActive ? member : null, messageId: inboundId }
}

const callOf = (
  reception: Reception,
  ctx: UseCaseContext,
  parsed: { tag: string; written: string; numbers: readonly number[]; body: string },
): Call => {
  const { contact, message, office, now, abilities, stage } = reception
  const botMention = abilities.hears === 'mentions' ? `@${office.settings.botName} ` : ''
  const mentionedMembers = async (): Promise<string[]> => {
    if (message.mentionIds.length === 0) return []
    const { channel, account } = message
    const bindings = await ctx.tx.findBy(Binding, { channel, account, externalId: In([...message.mentionIds]) })
    return bindings.map((row) => row.memberId).filter((id) => id !== null)
  }
  return {
    ...parsed,
    group: contact.group,
    bindingId: contact.binding.id,
    message,
    abilities,
    wording: { directory: office.directory, calendar: office.calendar, now, botMention },
    names: async () =>
      createNameTable(
        office.directory,
        contact.group ? await listGroupRoster(ctx, contact.group.id) : [],
        office.calendar.dayOf(now),
        await mentionedMembers(),
      ),
    mentionedMembers,
    commandOf: (text) => {
      const earlier = parseMessage({ text, mentionsBot: false, botNames: [office.settings.botName] }, commandTags)
      return earlier.kind === 'command' ? findCommand(earlier.tag) : null
    },
    codes: { ...reception.codes, machineNow: stage.clocks.machine() },
  }
}

/** At most one hint a day in a group that is not registered; more would be noise. */
const hintOnce = async ({ tx, contact, office, now }: Reception): Promise<Answer[]> => {
  const today = office.calendar.dayOf(now)
  if (!contact.group || contact.group.closedAt !== null || contact.group.hintedOn === today) throw new NothingToDo()
  await tx.update(WorkGroup, { id: contact.group.id }, { hintedOn: today })
  const matched = await findMatchedGroup(tx, contact.group.id)
  return [{ text: matched ? describeGroupMatched(matched.name) : unregisteredHint, to: 'chat' }]
}

/** What stands in the way of a command, before it runs. */
const findObstacle = async (reception: Reception, ctx: UseCaseContext, command: Command, call: Call): Promise<Answer[] | null> => {
  const { contact } = reception
  if (contact.group?.closedAt != null) throw new NothingToDo()
  const isWaiting = ctx.actor !== null && contact.binding.confirmedAt === null && !readOnly.has(command.tags[0])
  if (command.open) return isWaiting ? [{ text: unconfirmedHint, to: 'chat' }] : null
  if (contact.group && contact.group.registeredAt === null) return hintOnce(reception)
  if (!ctx.actor) return [{ text: unboundHint, to: reception.abilities.privateMessages ? 'speaker' : 'chat' }]
  if (isWaiting) return [{ text: unconfirmedHint, to: 'chat' }]
  const to = command.isPrivate ? 'speaker' : 'chat'
  if (call.body.length > longestBody) return [{ text: tooLong, to }]
  if (call.numbers.length > mostNumbers) return [{ text: tooManyNumbers, to }]
  if (command.needs.number && call.numbers.length === 0)
    return [{ text: describeMissing(call.written, 'number', call.body, command.example), to }]
  if (command.needs.body && call.body === '') return [{ text: describeMissing(call.written, 'body', call.body, command.example), to }]
  return null
}

/** A number left out is that of the one matter which the quoted message opened in this group. */
const withQuotedNumber = async (ctx: UseCaseContext, command: Command, call: Call): Promise<Call> => {
  const { quote } = call.message
  if (call.numbers.length > 0 || command.needs.number !== true || !quote || !call.group || !ctx.actor) return call
  const [only, other] = await listMattersQuoted(ctx, quote.text, { groupId: call.group.id }, ctx.sentAt - quoteReachMs)
  return only && !other ? { ...call, numbers: [only.number] } : call
}

const runCommand = async (reception: Reception, ctx: UseCaseContext, parsed: Parameters<typeof callOf>[2]): Promise<Answer[]> => {
  const command = findCommand(parsed.tag)
  const call = await withQuotedNumber(ctx, command, callOf(reception, ctx, parsed))
  const obstacle = await findObstacle(reception, ctx, command, call)
  if (obstacle) return obstacle
  const [first, ...rest] = await tellElsewhere(ctx, call.group?.id ?? null, await command.run(ctx, call))
  if (!first) return []
  return [mentionsSecrecy(call.body) ? { ...first, text: `${first.text}\n${secrecyCaution}` } : first, ...rest]
}

/** A private chat, or a group that is registered and not closed. */
export const isRegistered = ({ contact }: Pick<Reception, 'contact'>): boolean =>
  contact.group === null || (contact.group.registeredAt !== null && contact.group.closedAt === null)

/** What the bot says to one message; words to anybody else are written by the use-cases. */
export const answerMessage = async (reception: Reception): Promise<Answer[]> => {
  const { parsed } = reception
  const ctx = contextOf(reception)
  switch (parsed.kind) {
    case 'command':
      return runCommand(reception, ctx, parsed)
    case 'query':
      return runCommand(reception, ctx, { tag: '查', written: '查', numbers: parsed.numbers, body: '' })
    case 'acknowledgement':
      if (
        !ctx.actor ||
        reception.contact.binding.confirmedAt === null ||
        !isRegistered(reception) ||
        !(await acknowledgeMessage(ctx, reception.contact.group?.id ?? null, parsed))
      )
        throw new NothingToDo()
      return []
    case 'unknown-tag':
      if (!isRegistered(reception)) throw new NothingToDo()
      return [{ text: describeUnknownTag(parsed.written, parsed.suggestion), to: 'chat' }]
    case 'greeting':
      return isRegistered(reception) ? [{ text: greeting, to: 'chat' }] : hintOnce(reception)
    case 'attachment':
      if (!isRegistered(reception)) throw new NothingToDo()
      return answerAttachment(ctx, reception.contact.group?.id ?? null)
    case 'recall':
      return answerRecall(ctx, reception.message, parsed.messageId)
    case 'sign-up':
      if (
        !ctx.actor ||
        reception.contact.binding.confirmedAt === null ||
        !isRegistered(reception) ||
        !(await acknowledgeSignUpMessage(ctx, reception.contact.group?.id ?? null, parsed.text))
      )
        throw new NothingToDo()
      return []
    case 'none':
      throw new NothingToDo()
  }
}
