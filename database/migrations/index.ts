import type { MigrationInterface } from 'typeorm'
import { Initial1763769600000 } from './0001-initial.ts'
import { FirstRows1763769660000 } from './0002-first-rows.ts'
import { WordsBesideTheirPairs1763769720000 } from './0003-words-beside-their-pairs.ts'
import { Attachments1763769780000 } from './0004-attachments.ts'
import { GroupActivity1763769900000 } from './0005-group-activity.ts'
import { InformationLine1763769960000 } from './0006-information-line.ts'
import { RecurringKinds1763770020000 } from './0007-recurring-kinds.ts'
import { Notices1763770080000 } from './0008-notices.ts'
import { Bulletins1763770140000 } from './0009-bulletins.ts'
import { Instructions1763770200000 } from './0010-instructions.ts'
import { Supervision1763770260000 } from './0011-supervision.ts'
import { Procedures1763770320000 } from './0012-procedures.ts'
import { WatchesAndDisclosure1763770380000 } from './0013-watches-and-disclosure.ts'
import { UrgentReports1763770440000 } from './0014-urgent-reports.ts'
import { SeatsVersion1763770620000 } from './0015-seats-version.ts'
import { ListsOfDuties1763770740000 } from './0016-lists-of-duties.ts'
import { ReceiptsOfEndedNotices1763770800000 } from './0017-receipts-of-ended-notices.ts'

/** Every migration, oldest first; never edited after a release. */
export const migrations: (new () => MigrationInterface)[] = [
  Initial1763769600000,
  FirstRows1763769660000,
  WordsBesideTheirPairs1763769720000,
  Attachments1763769780000,
  GroupActivity1763769900000,
  InformationLine1763769960000,
  RecurringKinds1763770020000,
  Notices1763770080000,
  Bulletins1763770140000,
  Instructions1763770200000,
  Supervision1763770260000,
  Procedures1763770320000,
  WatchesAndDisclosure1763770380000,
  UrgentReports1763770440000,
  SeatsVersion1763770620000,
  ListsOfDuties1763770740000,
  ReceiptsOfEndedNotices1763770800000,
]
