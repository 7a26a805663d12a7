import type { TagSpec, TagTable } from '../parse-message.ts'
import { absenceCommand, absencesCommand, comeBackCommand } from './absences.ts'
import { adoptCommand, revokeAdoptionCommand } from './adoptions.ts'
import { applyCommand } from './apply.ts'
import { approveCommand, sendBackCommand, signCommand } from './approvals.ts'
import { bulletinCommand, editBulletinCommand, readBulletinCommand, recountBulletinCommand } from './bulletins.ts'
import { callCommand, deliverCommand, finishCallCommand, takeCommand } from './calls.ts'
import type { Command } from './command.ts'
import { acceptCommand, cancelCommand, correctCommand, reopenCommand, returnCommand, skipCommand, urgeCommand } from './decisions.ts'
import { discloseCommand, renewDisclosureCommand, withdrawDisclosureCommand } from './disclosure.ts'
import { confirmGroupCommand, confirmIdentityCommand, registerGroupCommand } from './group.ts'
import { closeGroupCommand, groupLedgerCommand, keepGroupCommand } from './group-keeping.ts'
import { handOverMemberCommand } from './hand-over-member.ts'
import { createHelpCommand } from './help.ts'
import { grantExtensionCommand, refuseExtensionCommand, requestExtensionCommand, setDueCommand } from './limits.ts'
import {
  addItemsCommand,
  compileCommand,
  editorNoteCommand,
  previewCommand,
  publishCommand,
  removeItemsCommand,
  takeNewestCommand,
  withdrawCommand,
} from './issues.ts'
import { instructCommand, myInstructionsCommand, turnIntoSubmissionCommand } from './instructions.ts'
import { groupMattersCommand, issuedCommand, myTodosCommand, queryCommand } from './lists.ts'
import { addPartyCommand, declineCommand, handOverCommand, leadCommand, removePartyCommand, splitCommand } from './parties.ts'
import { attendCommand, attendanceCommand, meetingCommand, takeLeaveCommand, topicCommand } from './meetings.ts'
import { documentCommand, endNoticeCommand, noticeCommand, noticeProgressCommand, urgeNoticeCommand } from './notice.ts'
import { pauseCommand, refuseCommand, resumeCommand } from './procedures.ts'
import { acknowledgeCommand, finishCommand, reportCommand } from './progress.ts'
import { allowPostingCommand, bindCommand, endPostingCommand, loginCommand, snoozeCommand, standInCommand } from './self.ts'
import { answerCommand, suggestCommand, suggestionsCommand } from './suggestion.ts'
import {
  editCommand,
  mergeCommand,
  problemCommand,
  receiveCommand,
  resubmitCommand,
  sendUpCommand,
  shelveCommand,
  submissionCommand,
  supplementCommand,
} from './submissions.ts'
import { assessCommand, finishMilestoneCommand, planMilestonesCommand, sourceCommand, summaryCommand } from './supervision.ts'
import { taskCommand } from './task.ts'
import { undoCommand } from './undo.ts'
import { endWatchCommand, planCommand, rosterCommand } from './watch-rosters.ts'
import { allQuietCommand, findingCommand, handOverShiftCommand, myShiftsCommand, swapCommand } from './watches.ts'
import { finalReportCommand, followUpCommand, gradeCommand, urgentCommand } from './urgent.ts'

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
  planMilestonesCommand,
  finishMilestoneCommand,
  sourceCommand,
  assessCommand,
  summaryCommand,
  noticeCommand,
  documentCommand,
  noticeProgressCommand,
  urgeNoticeCommand,
  endNoticeCommand,
  allowPostingCommand,
  endPostingCommand,
  instructCommand,
  myInstructionsCommand,
  turnIntoSubmissionCommand,
  submissionCommand,
  problemCommand,
  urgentCommand,
  followUpCommand,
  gradeCommand,
  finalReportCommand,
  supplementCommand,
  resubmitCommand,
  approveCommand,
  sendBackCommand,
  signCommand,
  receiveCommand,
  editCommand,
  mergeCommand,
  shelveCommand,
  sendUpCommand,
  compileCommand,
  addItemsCommand,
  removeItemsCommand,
  takeNewestCommand,
  editorNoteCommand,
  previewCommand,
  publishCommand,
  withdrawCommand,
  adoptCommand,
  revokeAdoptionCommand,
  bulletinCommand,
  readBulletinCommand,
  editBulletinCommand,
  recountBulletinCommand,
  callCommand,
  takeCommand,
  deliverCommand,
  finishCallCommand,
  applyCommand,
  refuseCommand,
  pauseCommand,
  resumeCommand,
  absenceCommand,
  comeBackCommand,
  absencesCommand,
  rosterCommand,
  planCommand,
  endWatchCommand,
  allQuietCommand,
  findingCommand,
  handOverShiftCommand,
  swapCommand,
  myShiftsCommand,
  meetingCommand,
  attendCommand,
  takeLeaveCommand,
  attendanceCommand,
  topicCommand,
  discloseCommand,
  renewDisclosureCommand,
  withdrawDisclosureCommand,
  myTodosCommand,
  issuedCommand,
  groupMattersCommand,
  queryCommand,
  snoozeCommand,
  standInCommand,
  suggestCommand,
  suggestionsCommand,
  answerCommand,
  loginCommand,
  bindCommand,
  registerGroupCommand,
  confirmGroupCommand,
  keepGroupCommand,
  closeGroupCommand,
  groupLedgerCommand,
  confirmIdentityCommand,
  handOverMemberCommand,
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
