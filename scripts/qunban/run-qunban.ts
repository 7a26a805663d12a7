import { Command } from 'commander'
import { addAdoptionCommands } from './adoption-commands.ts'
import { addBindingCommands } from './binding-commands.ts'
import { addDataCommands } from './data-commands.ts'
import { exitCodes, exitCodesHelp, explain } from './exit-codes.ts'
import { addOfficeCommands } from './office-commands.ts'
import { addPeopleCommands } from './people-commands.ts'
import { addPlanCommands } from './plan-commands.ts'

/** Commander would end the process by itself otherwise, with codes of its own. */
const leaveByThrowing = (command: Command): void => {
  command.exitOverride()
  for (const each of command.commands) leaveByThrowing(each)
}

/** Runs one command of an administrator and returns the code to leave with (exit-codes.ts). */
export const runQunban = async (args: readonly string[]): Promise<number> => {
  const program = new Command('qunban')
    .description('群办的管理命令。数据库与 npm start 相同(DATABASE_URL,默认 ./data/qunban.db)')
    .addHelpText('after', exitCodesHelp)
  for (const add of [addPeopleCommands, addAdoptionCommands, addPlanCommands, addDataCommands, addBindingCommands, addOfficeCommands])
    add(program)
  leaveByThrowing(program)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    return explain(error)
  }
}
