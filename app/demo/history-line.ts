/**
 * Three weeks of a real-looking office, told as chat. `day` counts working days from today (-1: the last one before it).
 * In a text, `{+2}` and `{-3}` become that working day (12月5日), and `{名称}` the number that the line with that `opens` was given.
 */
export interface HistoryLine {
  day: number
  /** HH:mm, office time. */
  time: string
  /** A group of the demo office, or null for a private message to the bot. */
  group: string | null
  from: string
  text: string
  /** Labels for the numbers this line opens, in order. */
  opens?: readonly string[]
}

/** The demo office's groups, short. */
export const groups = {
  A: '安全生产工作群',
  C: '城市管理联席群',
  E: '生态环境整改群',
  I: '政务信息报送群',
  O: '市政府办工作群',
} as const

/** A line in one breath; the labels of what it opens come last. */
export const say = (day: number, time: string, group: string | null, from: string, text: string, ...opens: string[]): HistoryLine => ({
  day,
  time,
  group,
  from,
  text,
  ...(opens.length > 0 ? { opens } : {}),
})
