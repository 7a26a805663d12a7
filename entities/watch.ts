import { Entity, ForeignKey } from 'typeorm'
import { CodeColumn, IdColumn, IntegerColumn, JsonColumn, RefColumn } from './columns.ts'
import type { WatchTimes } from '../rules/watch-slots.ts'
import { Matter } from './matter.ts'

/** What a roster has beside its matter. */
@Entity('watches')
export class Watch {
  @IdColumn() @ForeignKey(() => Matter, { name: 'fk_watches_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' }) matterId!: string
  @CodeColumn() form!: 'duty' | 'opinion'
  /** Who takes up what is found. */
  @RefColumn() dutyUnitId!: string
  @JsonColumn() times!: WatchTimes
  /** Minutes before a slot ends at which whoever has not answered is reminded in private; 0: never. */
  @IntegerColumn() remindMinutes!: number
}
