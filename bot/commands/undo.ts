import type { InboundMessageRow } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../../use-cases/context.ts'
import { listEventsOfMessage } from '../../use-cases/matters/find-message-matters.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import {
  findOwnMessage,
  listOwnMessages,
  undoLastAct,
  undoMessage,
  type UndoOutcome,
  type Undone,
} from '../../use-cases/matters/undo-message.ts'
import { alreadyUndone, describeTakeBack, describeUndone, nothingToUndo, undoWhat } from '../../wording/undo.ts'
import type { Answer, Call, Command } from './command.ts'

/** A message that changed something beside matters, or too many of them, is answered with what takes it back. */
const refuseTakeBack = (call: Call, message: InboundMessageRow): void => {
  const command = call.commandOf(message.text)
  if (command?.takeBack !== undefined) throw new Problem('wrong_state', describeTakeBack(command.tags[0], command.takeBack))
}

const undoQuoted = async (ctx: UseCaseContext, call: Call, quote: { text: string; messageId?: string }): Promise<UndoOutcome | null> => {
  const message = await findOwnMessage(ctx, { text: quote.text, externalId: quote.messageId ?? null })
  if (!message) return null
  refuseTakeBack(call, message)
  return undoMessage(ctx, message.id)
}

/** The latest message that did something; what only asked, or was refused, is passed over. */
const undoLatest = async (ctx: UseCaseContext, call: Call): Promise<UndoOutcome> => {
  for (const message of await listOwnMessages(ctx, call.group?.id ?? null)) {
    const events = await listEventsOfMessage(ctx, message.id)
    if (events.some(({ action }) => action === 'undo')) throw new Problem('wrong_state', alreadyUndone)
    refuseTakeBack(call, message)
    const outcome = await undoMessage(ctx, message.id)
    if (outcome) return outcome
  }
  throw new Problem('bad_request', nothingToUndo)
}

const undoNumbers = async (ctx: UseCaseContext, numbers: readonly number[]): Promise<UndoOutcome> => {
  const undone: Undone[] = []
  for (const number of numbers) undone.push(await undoLastAct(ctx, { number }))
  return { undone, refused: [] }
}

const undo = async (ctx: UseCaseContext, call: Call): Promise<UndoOutcome> => {
  const { quote } = call.message
  const quoted = quote ? await undoQuoted(ctx, call, quote) : null
  if (quoted) return quoted
  if (call.numbers.length > 0) return undoNumbers(ctx, call.numbers)
  if (quote) throw new Problem('bad_request', undoWhat)
  return undoLatest(ctx, call)
}

/** Matters of this group are answered in it with those it concerns; others to the speaker, each for itself, so that those are told where they are. */
const answersOf = (ctx: UseCaseContext, call: Call, { undone, refused }: UndoOutcome): Answer[] => {
  const self = actorOf(ctx).id
  const concerned = ({ touched }: Undone): string[] => touched.flatMap((party) => memberIdsOfParty(ctx, party)).filter((id) => id !== self)
  const isHere = ({ matter }: Undone): boolean => call.group === null || matter.groupId === call.group.id
  const here = call.group === null ? [] : undone.filter(isHere)
  const elsewhere = undone.filter((each) => !here.includes(each))
  const words = [...here.map((each) => describeUndone(call.wording, each)), ...refused.map(({ reason }) => reason)].join('\n')
  return [
    ...(words === '' ? [] : [{ text: words, to: 'chat' as const, mentionIds: [...new Set(here.flatMap(concerned))] }]),
    ...elsewhere.map((each): Answer => {
      const isPrivate = call.group !== null && each.matter.groupId === null
      return {
        text: describeUndone(call.wording, each),
        to: isPrivate ? 'speaker' : 'chat',
        mentionIds: isPrivate ? [] : concerned(each),
        about: each.matter,
      }
    }),
  ]
}

/** #撤回: what one's own message of the last ten minutes did is taken back, whatever it was (docs/rules.md, Corrections). */
export const undoCommand: Command = {
  tags: ['撤回'],
  numbers: 'many',
  needs: {},
  example: '#撤回(引用自己的那条消息)或 #撤回 128',
  help: '10分钟内撤回自己刚发的那条,不论办了什么',
  audience: '任何人',
  run: async (ctx, call) => answersOf(ctx, call, await undo(ctx, call)),
}
