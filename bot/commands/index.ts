import type { TagSpec, TagTable } from '../parse-message.ts'
import type { Command } from './command.ts'
import {
  acceptCommand,
  cancelCommand,
  correctCommand,
  reopenCommand,
  returnCommand,
  skipCommand,
  undoCommand,
  urgeCommand,
} from './decisions.ts'
import { closeGroupCommand, confirmIdentityCommand, registerGroupCommand } from './group.ts'
import { createHelpCommand } from './help.ts'
import { grantExtensionCommand, refuseExtensionCommand, requestExtensionCommand, setDueCommand } from './limits.ts'
import { groupMattersCommand, issuedCommand, myTodosCommand, queryCommand } from './lists.ts'
import { addPartyCommand, declineCommand, handOverCommand, leadCommand, removePartyCommand, splitCommand } from './parties.ts'
import { acknowledgeCommand, finishCommand, reportCommand } from './progress.ts'
import { allowPostingCommand, bindCommand, endPostingCommand, loginCommand, snoozeCommand, standInCommand, suggestCommand } from './self.ts'
import { taskCommand } from './task.ts'

const doing: readonly Command[] = [
  acknowledgeCommand,
  reportCommand,
  finishCommand,
  requestExtensionCommand,
  handOverCommand,
  declineCommand,
  splitCommand,
  taskCommand,
  setDueCommand,
  urgeCommand,
  acceptCommand,
  returnCommand,
  grantExtensionCommand,
  refuseExtensionCommand,
  correctCommand,
  addPartyCommand,
  removePartyCommand,
  leadCommand,
  cancelCommand,
  undoCommand,
  reopenCommand,
  skipCommand,
  allowPostingCommand,
  endPostingCommand,
  myTodosCommand,
  issuedCommand,
  groupMattersCommand,
  queryCommand,
  snoozeCommand,
  standInCommand,
  suggestCommand,
  loginCommand,
  bindCommand,
  registerGroupCommand,
  closeGroupCommand,
  confirmIdentityCommand,
]

/** Every command people may send. A newcomer who looks for a tag finds its file here. */
export const commands: readonly Command[] = [...doing, createHelpCommand(doing)]

const specOf = (command: Command): TagSpec => ({ name: command.tags[0], numbers: command.numbers, glued: command.glued === true })

/** What the parser knows of the tags, synonyms included. */
export const commandTags: TagTable = new Map(commands.flatMap((command) => command.tags.map((tag) => [tag, specOf(command)] as const)))

const byName = new Map<string, Command>(commands.map((command) => [command.tags[0], command]))

/** The command of a tag's first name; the parser hands out no others. */
export const findCommand = (name: string): Command => {
  const command = byName.get(name)
  if (!command) throw new Error(`no command for tag ${name}`)
  return command
}
