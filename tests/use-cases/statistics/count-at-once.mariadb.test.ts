import { expect, test } from 'vitest'
import { openDatabase } from '../../../database/open-database.ts'
import { countItems, judgePoints } from '../../../jobs/count-items.ts'
import { Submission } from '../../../entities/index.ts'
import { recordPointIncident, revokePointIncident } from '../../../use-cases/points/point-incidents.ts'
import { recountEverything } from '../../../use-cases/statistics/recount-everything.ts'
import { openBulletinScene } from '../../support/bulletin-scene.ts'
import { scratchDatabase } from '../../support/database.ts'

test('two processes count at the same moment, one the items and one the years: figures and ledger are exactly right', async () => {
  const config = await scratchDatabase(6)
  const [runner, other] = [await openDatabase(config), await openDatabase(config)]
  const scene = await openBulletinScene({ runner })
  const twin = { ...scene.stage, runner: other }
  for (let n = 0; n < 6; n += 1) await scene.reports('赵七', `应急局第${n}次检查`)
  await scene.zhao.says('#信息 消防支队检查\n11月23日,在江南街道检查12处。')
  let wrong = 0
  for (let round = 0; round < 25; round += 1) {
    const incident = await scene.wen.does((ctx) =>
      recordPointIncident(ctx, { unitId: scene.unitId(round % 2 === 0 ? 'YJ' : 'XF'), kind: 'late', day: '2026-11-20', reason: '迟报' }),
    )
    await scene.wen.does((ctx) => ctx.tx.createQueryBuilder().update(Submission).set({ recountAt: ctx.now }).execute())
    await Promise.all([countItems.run(scene.stage), judgePoints.run(twin, 0), countItems.run(twin)])
    if (round % 3 === 0) await scene.wen.does((ctx) => revokePointIncident(ctx, incident.id, { reason: '错了' }))
    else await scene.wen.does((ctx) => ctx.tx.query('UPDATE point_incidents SET active_key = NULL WHERE id = ?', [incident.id]))
    await scene.wen.does((ctx) => ctx.tx.createQueryBuilder().update(Submission).set({ recountAt: ctx.now }).execute())
    await Promise.all([judgePoints.run(scene.stage, 0), countItems.run(twin), countItems.run(scene.stage), judgePoints.run(twin, 0)])
    const { figures, lines } = await recountEverything(scene.wen.does)
    wrong += figures + lines
  }
  expect(wrong).toBe(0)
  await other.close()
  await runner.close()
}, 120_000)
