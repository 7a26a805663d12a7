import { Problem } from '../../rules/problems.ts'
import { cutSpans } from '../../rules/task-text.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { listDefinitions } from '../../use-cases/procedures/definitions.ts'
import { openProcedure } from '../../use-cases/procedures/open-procedure.ts'
import { shortParty } from '../../wording/names.ts'
import { describeProcedureOpened, describeProcedures } from '../../wording/procedures.ts'
import { inChat, toSpeaker, type Command } from './command.ts'
import { concerned, spokenSteps } from './procedures.ts'
import { readPeople } from './read-people.ts'

/** The unit that handles it: one, named by itself or by somebody of it. */
const readUnit = (ctx: UseCaseContext, parties: readonly string[]): string | null => {
  const { directory } = ctx.office
  const unitIds = [
    ...new Set(parties.map((party) => (party.startsWith('u:') ? party.slice(2) : (directory.findMember(party.slice(2))?.unitId ?? '')))),
  ]
  const [only = null, other] = unitIds
  if (other === undefined) return only
  const names = unitIds.map((id) => shortParty(directory, `u:${id}`))
  throw new Problem('bad_request', `一件只能有一个承办单位,您写了 ${names.join('、')};请只写一个,或分别申请`)
}

/** “申请人:张某”, or “申请人张某 …”: who asks when it is nobody of the office. */
const readApplicant = (text: string): { applicant: string | null; rest: string } => {
  const found =
    /申请人\s*[:\uFF1A]\s*([^\s,\uFF0C。;\uFF1B]{1,40})[\s,\uFF0C。;\uFF1B]*/u.exec(text) ??
    /申请人\s*(?![要请想的希])(\p{Script=Han}{2,4})[\s,\uFF0C。;\uFF1B]+/u.exec(text)
  return found?.[1] === undefined ? { applicant: null, rest: text } : { applicant: found[1], rest: text.replace(found[0], '') }
}

/** #申请: what happens when somebody begins one of the office's procedures. */
export const applyCommand: Command = {
  tags: ['申请', '办件'],
  numbers: 'none',
  needs: {},
  glued: true,
  example: '#申请 审批 购置应急物资一批,@应急局 承办',
  help: '按流程办件(不写内容即列出流程)',
  audience: '任何人',
  run: async (ctx, call) => {
    const all = (await listDefinitions(ctx)).map(({ definition }) => definition).filter(({ kind }) => kind === 'procedure')
    const [name = ''] = call.body.split(/[\s,\uFF0C:\uFF1A]/u)
    const text = call.body.slice(name.length).replace(/^[\s,\uFF0C:\uFF1A]+/u, '')
    if (name === '') return toSpeaker(describeProcedures(all))
    if (text === '') throw new Problem('bad_request', `请写明申请内容,例如:${applyCommand.example}`)
    const { applicant, rest } = readApplicant(text)
    const reading = await readPeople(ctx, call, rest)
    const unit = readUnit(
      ctx,
      reading.parties.map(({ party }) => party),
    )
    const title = cutSpans(rest, reading.cuts).replace(
      /[\s,\uFF0C。;\uFF1B]*(?:[请由让交][\s,\uFF0C]*)?(?:和|、)?(?:承办|办理)?[\s,\uFF0C。;\uFF1B]*$/u,
      '',
    )
    const found = await openProcedure(ctx, {
      procedure: name,
      body: title === '' ? rest : title,
      applicant,
      unitId: unit,
      groupId: call.group?.id ?? null,
    })
    const { matter, procedure } = found
    const steps = spokenSteps(found)
    const words = describeProcedureOpened(call.wording, {
      number: matter.number,
      title: matter.title,
      form: procedure.definition.form,
      path: procedure.definition.steps.map((step) => step.name),
      dueAt: procedure.dueAt,
      steps,
      applicant,
    })
    return inChat(
      words,
      concerned(
        ctx,
        steps.flatMap(({ parties }) => parties),
      ),
    )
  },
}
