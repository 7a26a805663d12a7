import { actorOf, today, type UseCaseContext } from '../context.ts'
import type { EffectiveRows, ShownClass } from './effective-rows.ts'
import type { BulletinView } from './read-bulletin.ts'

/**
 * The tables as units read them: in the order of the office, with the place of one's own unit alone; the best are named where the office
 * names them, the last never are (docs/rules.md, Bulletins).
 */
export const hidePlaces = (ranked: EffectiveRows, unranked: EffectiveRows, ownUnitIds: ReadonlySet<string>): EffectiveRows => {
  const places = new Map(ranked.classes.flatMap(({ rows }) => rows.map(({ unitId, place }) => [unitId, place] as const)))
  const best = new Map(ranked.classes.map(({ name, top }) => [name, top]))
  const classes = unranked.classes.map((each): ShownClass => ({
    ...each,
    rows: each.rows.map((row) => ({ ...row, place: ownUnitIds.has(row.unitId) ? (places.get(row.unitId) ?? null) : null })),
    top: best.get(each.name) ?? [],
    bottom: [],
  }))
  return { classes, excluded: [] }
}

/** The units that whoever reads it belongs to, themselves or by whom they stand in for. */
export const ownUnits = (ctx: UseCaseContext): Set<string> => {
  const { directory } = ctx.office
  const selves = directory.actsFor(actorOf(ctx).id, ctx.now)
  return new Set(selves.flatMap((id) => [directory.findMember(id)?.unitId ?? '', ...directory.unitsAnsweredBy(id, today(ctx))]))
}

/** What is between the office's own people: limits of the last, who was struck off, who changed what. */
export const hideFromUnits = (view: BulletinView, own: ReadonlySet<string>): BulletinView => ({
  ...view,
  shows: { ...view.shows, bottom: 0 },
  changes: [],
  excellentUnits: view.excellentUnits.filter(({ struck }) => struck === null),
  excellentOfficers: view.excellentOfficers.filter(({ struck }) => struck === null),
  forUnits: true,
  ownUnitIds: [...own],
})
