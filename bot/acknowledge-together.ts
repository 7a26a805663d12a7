import type { Stage } from '../database/stage.ts'
import { InboundMessageRow } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { acknowledgeRecent } from '../use-cases/tasks/acknowledge-tasks.ts'
import { contextOf, isRegistered } from './answer-message.ts'
import type { InboundMessage } from './channel.ts'
import { inboundRow } from './inbound-row.ts'
import { isNews, recallAll } from './resolve-contact.ts'

/**
 * The storm after an order went to every group: bare 收到 from groups, each as `acknowledgeMessage` would take it alone, all of them in
 * one transaction and five statements. Says for each whether it is dealt with; one whose sender or group is not simply known is left
 * alone. When the transaction fails, nothing of any of them is written. The messages come from one account, and no two from one group.
 */
export const acknowledgeTogether = (stage: Stage, messages: readonly InboundMessage[]): Promise<boolean[]> =>
  stage.runner.transaction(async (tx) => {
    const { officeVersion, known } = await recallAll(tx, messages)
    const office = await stage.loadOffice(tx, officeVersion)
    const now = stage.clocks.office()
    const plain = messages.flatMap((message, n) => {
      const acquaintance = known[n]
      if (!acquaintance?.person || !acquaintance.group || isNews(acquaintance, message)) return []
      const contact = { binding: acquaintance.person, group: acquaintance.group }
      const scene = { stage, tx, office, now, message, contact, inboundId: stage.newId() }
      const ctx = contextOf(scene)
      const mayAct = ctx.actor !== null && contact.binding.confirmedAt !== null && isRegistered(scene)
      return mayAct ? [{ scene, said: { ctx, groupId: contact.group.id } }] : []
    })
    const hits = await acknowledgeRecent(plain.map(({ said }) => said))
    const hitting = plain.filter((_, n) => (hits[n] ?? 0) > 0)
    await insertRows(
      tx,
      InboundMessageRow,
      hitting.map(({ scene }) => inboundRow(scene)),
    )
    const dealtWith = new Set(plain.map(({ scene }) => scene.message))
    return messages.map((message) => dealtWith.has(message))
  })
