export { NEVER, nextOccurrence } from './next-occurrence.ts'
export { parseDeadline } from './parse-deadline.ts'
export { parseMoment } from './parse-moment.ts'
export type {
  AskReason,
  DeadlineReading,
  DueNote,
  Grain,
  MatchedText,
  NamedTime,
  Occurrence,
  PossibleReading,
  ReadingContext,
  RecurringRule,
} from './reading.ts'
