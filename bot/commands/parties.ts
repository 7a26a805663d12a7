import { Problem } from '../../rules/problems.ts'
import { assignRoles } from '../../rules/parties/read-parties.ts'
import { composeTitle, cutSpans, readUrgency } from '../../rules/task-text.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
import { changeParties } from '../../use-cases/tasks/change-parties.ts'
import { declineTask } from '../../use-cases/tasks/decline-task.ts'
import { handOverTask } from '../../use-cases/tasks/hand-over-task.ts'
import { readLimit } from '../../use-cases/tasks/read-limit.ts'
import { splitTask, type splitTaskSchema } from '../../use-cases/tasks/split-task.ts'
import { describeDeclined, describeHandedOver, describePartiesChanged } from '../../wording/progress.ts'
import { describeRegisteredList } from '../../wording/tasks.ts'
import type { z } from 'zod'
import { inChat, onlyNumber, type Call, type Command } from './command.ts'
import { readPeople } from './read-people.ts'
import { splitNumberedList } from './split-numbered-list.ts'
import { toRegistered } from './task.ts'

const partyChange = (change: 'add' | 'remove' | 'lead', tags: Command['tags'], example: string, help: string): Command => ({
  tags,
  numbers: 'one',
  needs: { number: true, body: true },
  example,
  help,
  audience: '交办人',
  run: async (ctx, call) => {
    const named = (await readPeople(ctx, call, call.body)).parties.map(({ party }) => party)
    if (named.length === 0) throw new Problem('bad_request', `请写明人员或单位,例如:${example}`)
    const matter = await changeParties(ctx, { number: onlyNumber(call), change, parties: named })
    return inChat(
      describePartiesChanged(call.wording, matter, change, named),
      change === 'remove' ? [] : named.flatMap((party) => memberIdsOfParty(ctx, party)),
    )
  },
})

export const addPartyCommand = partyChange('add', ['加', '加人', '增加'], '#加 128 @赵七', '增加承办人')
export const removePartyCommand = partyChange('remove', ['减', '减人'], '#减 128 @赵七', '减少承办人')
export const leadCommand = partyChange('lead', ['牵头'], '#牵头 128 @李四', '指定牵头人,其余转为配合')

export const handOverCommand: Command = {
  tags: ['转办'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#转办 128 @小刘 请今天联系街道',
  help: '转给本单位或下属的人办',
  audience: '承办人',
  run: async (ctx, call) => {
    const reading = await readPeople(ctx, call, call.body)
    const [to, other] = reading.parties
    if (!to || other) throw new Problem('bad_request', `请写明转给哪一位,例如:${handOverCommand.example}`)
    const reason = cutSpans(call.body, reading.cuts).trim()
    const matter = await handOverTask(ctx, { number: onlyNumber(call), to: to.party, reason })
    return inChat(describeHandedOver(call.wording, matter, to.party), memberIdsOfParty(ctx, to.party))
  },
}

export const declineCommand: Command = {
  tags: ['退办'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#退办 128 不属本单位职责,建议由住建局办理',
  help: '说明不该由本单位办,请交办人定',
  audience: '承办人',
  run: async (ctx, call) => {
    const matter = await declineTask(ctx, { number: onlyNumber(call), reason: call.body })
    return inChat(describeDeclined(call.wording, matter), [matter.issuerId])
  },
}

type Child = z.input<typeof splitTaskSchema>['children'][number]

const readChild = async (ctx: UseCaseContext, call: Call, line: string): Promise<Child> => {
  const { urgency, cut } = readUrgency(line)
  const body = cutSpans(line, cut ? [cut] : []).trim()
  const reading = await readPeople(ctx, call, body)
  if (reading.parties.length === 0) throw new Problem('bad_request', `“${line.slice(0, 20)}”没有写明责任人或单位`)
  const limit = readLimit(ctx, body, urgency)
  return {
    body,
    title: composeTitle(body, [...reading.cuts, ...(limit.matched ? [limit.matched] : [])]),
    parties: assignRoles(reading.parties),
    urgency,
  }
}

export const splitCommand: Command = {
  tags: ['分解'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#分解 128\n1. @赵七 周三前排查东片\n2. @孙八 周四前排查西片',
  help: '把一件事分成几件,全部办结后才能报办结',
  audience: '承办人',
  run: async (ctx, call) => {
    const { head, lines } = splitNumberedList(call.body)
    const children: Child[] = []
    for (const line of lines.length > 0 ? lines : [head]) children.push(await readChild(ctx, call, line))
    const split = await splitTask(ctx, { number: onlyNumber(call), children })
    const text = describeRegisteredList(
      call.wording,
      split.children.map((child) => toRegistered(ctx, child)),
      [],
    )
    const mentions = split.children.flatMap((child) => child.parties.flatMap(({ party }) => memberIdsOfParty(ctx, party)))
    return inChat(`〔${split.number}〕已分解。${text}`, [...new Set(mentions)])
  },
}
