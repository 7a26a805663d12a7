import { Problem } from '../../rules/problems.ts'
import { cutSpans } from '../../rules/task-text.ts'
import { handOverMember } from '../../use-cases/people/hand-over-member.ts'
import { describeDutiesMoved, transferNeedsTwo } from '../../wording/hand-over.ts'
import { inChat, type Command } from './command.ts'
import { readMembers } from './read-people.ts'

/** #移交: somebody changes post or leaves, and all that hangs on them goes to a successor (docs/rules.md, Hand-over). */
export const handOverMemberCommand: Command = {
  tags: ['移交', '人员移交'],
  numbers: 'none',
  needs: { body: true },
  example: '#移交 @李四 @王五',
  help: '人员变动:把前一位的全部待办和交办移交给后一位',
  audience: '办公室',
  takeBack: '请反向移交,例如:#移交 @王五 @李四',
  run: async (ctx, call) => {
    // 李四给孙磊, 李四 → 孙磊: two names, whatever stands between them.
    const text = call.body.replace(/\s*(?:移交给|交给|转给|给|→|[-=]>)\s*/u, '、')
    const { memberIds, reading } = await readMembers(ctx, call, text)
    const [fromId, toId, other] = memberIds
    if (!fromId || !toId || other) throw new Problem('bad_request', transferNeedsTwo)
    const reason = cutSpans(text, reading.cuts)
      .replace(/[\s,\uFF0C、→]+|^(?:给|到|由|交)/gu, ' ')
      .trim()
    const moved = await handOverMember(ctx, { fromId, toId, reason: reason.slice(0, 200) })
    const nameOf = (id: string): string => ctx.office.directory.findMember(id)?.name ?? ''
    return inChat(describeDutiesMoved(nameOf(fromId), nameOf(toId), moved), [toId])
  },
}
