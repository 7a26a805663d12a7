import { Column, PrimaryColumn, type ValueTransformer } from 'typeorm'

/** bigint comes back as text from some drivers; instants and counts are plain numbers everywhere. */
const asNumber: ValueTransformer = {
  to: (value: number | null | undefined) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
}

const asJson: ValueTransformer = {
  to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
  from: (value: string | null) => (value === null ? null : (JSON.parse(value) as unknown)),
}

type Nullable = { nullable?: true }

/** Primary key: a 26-character ULID made by the app. */
export const IdColumn = (): PropertyDecorator => PrimaryColumn({ type: 'varchar', length: 26 })

/** The id of a row elsewhere. */
export const RefColumn = (options: Nullable = {}): PropertyDecorator => Column({ type: 'varchar', length: 26, ...options })

/** An instant, epoch milliseconds. */
export const InstantColumn = (options: Nullable = {}): PropertyDecorator => Column({ type: 'bigint', transformer: asNumber, ...options })

/** A calendar day of the office, `YYYY-MM-DD`. */
export const DayColumn = (options: Nullable = {}): PropertyDecorator => Column({ type: 'varchar', length: 10, ...options })

/** A short code of ours (state, kind, role). */
export const CodeColumn = (options: Nullable & { length?: number } = {}): PropertyDecorator =>
  Column({ type: 'varchar', length: 32, ...options })

/** Words of people, at most `length` characters (checked by zod at the door; SQLite does not). */
export const WordsColumn = (length: number, options: Nullable & { unique?: true } = {}): PropertyDecorator =>
  Column({ type: 'varchar', length, ...options })

/** Long words of people. */
export const TextColumn = (options: Nullable = {}): PropertyDecorator => Column({ type: 'text', ...options })

/** Plain data kept as JSON text; never queried inside. */
export const JsonColumn = (options: Nullable = {}): PropertyDecorator => Column({ type: 'text', transformer: asJson, ...options })

export const IntegerColumn = (options: Nullable = {}): PropertyDecorator => Column({ type: 'integer', ...options })

export const FlagColumn = (): PropertyDecorator => Column({ type: 'boolean' })
