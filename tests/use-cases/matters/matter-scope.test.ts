import { afterAll, beforeAll, expect, test } from 'vitest'
import { Matter, MatterParty } from '../../../entities/index.ts'
import { listMatters } from '../../../use-cases/matters/list-matters.ts'
import { readMatter } from '../../../use-cases/matters/read-matter.ts'
import { canSeeWhole } from '../../../use-cases/matters/visibility.ts'
import { openListingScene, type ListingScene } from '../../support/listing-scene.ts'

/** The rule stands twice, once for a matter in hand and once as part of a query; here it is asked both ways about everything. */
let office: ListingScene
const people = ['张三', '周督查', '吴秘书', '李四', '赵六', '陈局', '王五', '孙队员']
beforeAll(async () => {
  office = await openListingScene()
  const parties = ['@李四', '@赵六', '@王五', '@孙队员', 'XF', 'CG', 'CGYD', 'ZFB']
  for (const [index, by] of people.entries()) {
    for (const [shift, party] of parties.entries()) {
      if ((index + shift) % 3 === 0) continue
      const second = parties[(shift + 1 + (index % 7)) % parties.length]!
      const group = ['消防隐患排查群', '城管工作群', null][(index + shift) % 3]!
      await office.asks({
        by,
        for: shift % 2 === 0 ? [party] : [party, second],
        title: `${by}${party}`,
        group,
        ...(shift === 5 ? { postedBy: '吴秘书' } : {}),
      })
    }
  }
  await office.dataSource.query(`UPDATE matter_parties SET removed_at = ? WHERE role = 'assisting' AND member_id IS NOT NULL`, [
    office.now(),
  ])
  await office.standsIn('赵六', '陈局', 1_000)
  await office.standsIn('王五', '吴秘书', 1_000)
})
afterAll(() => office.close())

test.each(people)('%s sees the same by the rule, in the list and by number', async (name) => {
  await office.as(name, async (ctx) => {
    const matters = await ctx.tx.find(Matter, { order: { id: 'DESC' } })
    const parties = await ctx.tx.find(MatterParty)
    const byRule = matters
      .filter((matter) =>
        canSeeWhole(
          ctx,
          matter,
          parties.filter((party) => party.matterId === matter.id),
        ),
      )
      .map((matter) => matter.number)
    const listed = (await listMatters(ctx, { limit: 100 })).items
    expect(listed.filter((item) => item.form === 'whole').map((item) => item.number)).toEqual(byRule)
    const brief: number[] = []
    for (const { number } of matters) {
      const read = await readMatter(ctx, number).catch(() => null)
      expect([number, read?.form === 'whole']).toEqual([number, byRule.includes(number)])
      if (read?.form === 'brief') brief.push(number)
    }
    expect(listed.filter((item) => item.form === 'brief').map((item) => item.number)).toEqual(brief)
  })
})
