import type { ChannelAbilities, InboundMessage } from '../channel.ts'
import type { Matter, WorkGroup } from '../../entities/index.ts'
import type { CodeKit } from '../../use-cases/bindings/one-time-codes.ts'
import type { NameTable } from '../../rules/parties/name-table.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import type { Wording } from '../../wording/tasks.ts'

/** Words to whom a command answers: the chat it came from, or the speaker alone. */
export interface Answer {
  text: string
  to: 'chat' | 'speaker'
  /** Members to mention for real; the text carries their names. */
  mentionIds?: readonly string[]
  /** A list that can wait: where nobody can be told in private, nobody is called for it. */
  isList?: true
  /** The matter it speaks of, where the command has it at hand; else it is looked up by the first number in the text. */
  about?: Pick<Matter, 'id' | 'groupId' | 'title'>
}

/** What a command gets of the message beside the use-case context. */
export interface Call {
  /** The tag's first name, and as it was written. */
  tag: string
  written: string
  numbers: readonly number[]
  body: string
  /** Null in a private chat. */
  group: WorkGroup | null
  /** The sender's contact, bound or not. */
  bindingId: string
  message: InboundMessage
  abilities: ChannelAbilities
  wording: Wording
  /** Names people may write here: this group's nicknames, the office's people and units. */
  names(): Promise<NameTable>
  /** Members the network says were mentioned. */
  mentionedMembers(): Promise<string[]>
  /** The command that an earlier message was, by its words. */
  commandOf(text: string): Command | null
  /** What one-time codes are made and checked with. */
  codes: CodeKit
}

export type Audience = '任何人' | '交办人' | '承办人' | '信息员' | '审核签发' | '信息科' | '办公室'

export interface Command {
  /** The first is its name; the others are synonyms. */
  tags: readonly [string, ...string[]]
  numbers: 'none' | 'one' | 'many'
  /** Whether a number or body must be there; what is missing is said with the example. */
  needs: { number?: true; body?: true }
  /** One line that can be sent as it is. */
  example: string
  help: string
  audience: Audience
  /** The tag may stand without a space before its text. */
  glued?: true
  /** Answered before a person is bound or a group registered. */
  open?: true
  /** A private tag: what is missing or in the way is said to the speaker alone too. */
  isPrivate?: true
  /** For one that changes something beside matters, or very many of them: what to send instead of 撤回. */
  takeBack?: string
  run(ctx: UseCaseContext, call: Call): Promise<Answer[]>
}

export const inChat = (text: string, mentionIds: readonly string[] = []): Answer[] => [{ text, to: 'chat', mentionIds }]
/** A list for the speaker alone. */
export const listToSpeaker = (text: string): Answer[] => [{ text, to: 'speaker', isList: true }]
export const toSpeaker = (text: string): Answer[] => [{ text, to: 'speaker' }]

/** Plain answers about several numbers as one for the chat and one for the speaker. */
export const joinAnswers = (answers: readonly Answer[]): Answer[] => {
  const wordsTo = (to: Answer['to']): string =>
    answers
      .filter((answer) => answer.to === to)
      .map(({ text }) => text)
      .join('\n')
  const [here, aside] = [wordsTo('chat'), wordsTo('speaker')]
  return [...(here === '' ? [] : inChat(here)), ...(aside === '' ? [] : toSpeaker(aside))]
}

/** The number that a one-number command was called with; `needs.number` has been checked. */
export const onlyNumber = (call: Call): number => call.numbers[0] ?? 0
