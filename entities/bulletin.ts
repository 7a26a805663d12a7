import { Entity, ForeignKey, Index } from 'typeorm'
import { CodeColumn, DayColumn, FlagColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/** What a bulletin prints beside its figures: asked anew for a draft, kept with the issued one (docs/rules.md, Bulletins). */
export interface BulletinShows {
  ranking: boolean
  instructions: boolean
  points: boolean
  /** How many of the best, and of the last, are named; 0 for none. */
  top: number
  bottom: number
  /** How many units of a class a yearly one proposes as excellent; 0 without ranking. */
  excellentUnits: number
  /** 署名 and 政务信息. */
  issuer: string
  subject: string
}

/** One category of items, for the columns that add up to 100.0. */
export interface CategoryCount {
  name: string
  reported: number
  adopted: number
}

/** A bulletin (通报) beside its matter; its figures stand in rows of their own, one a unit, an item, a change. */
@Entity('bulletins')
@Index('ux_bulletins_period', ['activeKey'], { unique: true })
@Index('ix_bulletins_period', ['length', 'period', 'matterId'])
@Index('ix_bulletins_wanted', ['wantCountAt', 'matterId'])
export class Bulletin {
  @IdColumn()
  @ForeignKey(() => Matter, { name: 'fk_bulletins_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  @CodeColumn() length!: 'month' | 'quarter' | 'year'
  /** `2026-11`, `2026-Q4`, `2026`. */
  @WordsColumn(10) period!: string
  /** The period until the bulletin is cancelled: there is one of each. */
  @WordsColumn(10, { nullable: true }) activeKey!: string | null
  /** Drawn up by the clock; a person asked for the others. */
  @FlagColumn() byClock!: boolean
  /** 基本情况, 存在问题, 工作要求, with figures as `{名称}`; null: the words that the product has ready. */
  @TextColumn({ nullable: true }) situation!: string | null
  @TextColumn({ nullable: true }) problems!: string | null
  @TextColumn({ nullable: true }) demands!: string | null
  /** 主送; null: as the settings say. */
  @WordsColumn(200, { nullable: true }) addressees!: string | null
  /** Since when its figures are asked for; null when nobody waits for them. */
  @InstantColumn({ nullable: true }) wantCountAt!: number | null
  @InstantColumn({ nullable: true }) countedAt!: number | null
  /** The rule documents that it was counted by (points, ranking): others since then mean that it is out of date. */
  @WordsColumn(60, { nullable: true }) ruleKey!: string | null
  @JsonColumn({ nullable: true }) categories!: CategoryCount[] | null
  /** Null while it is a draft. */
  @JsonColumn({ nullable: true }) shows!: BulletinShows | null
  @DayColumn({ nullable: true }) issuedOn!: string | null
  @RefColumn({ nullable: true }) issuedById!: string | null
}
