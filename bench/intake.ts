import { openDatabase } from '../database/open-database.ts'
import { layBed } from './support/bed.ts'
import { median, timed } from './support/measure.ts'
import { judge, type DatabaseKind, type Part } from './support/part.ts'
import { recordTransactions } from './support/record-transactions.ts'
import { openSpeakingOffice, type SpeakingOffice } from './support/speaking-office.ts'

/**
 * Messages through the real receiver, 64 chats at once, against the raw driver playing the very transactions they came to into a twin
 * of the database; interleaved in one run, medians.
 */
interface IntakeFigure {
  database: DatabaseKind
  what: string
  /** Statements a message, frames and reads outside of transactions left out. */
  queries: number
  /** Messages a commit. */
  perCommit: number
  /** Messages a second. */
  rate: number
  rawRate: number
  /** The raw driver with a commit for every message: what the disk allows without groups. */
  singleRate: number
  ratio: number
}

const chats = 64
/** Messages of one kind from each chat in a round. */
const perChat = 4
const seats = 8
const messages = chats * perChat

const things = ['消防隐患', '燃气安全', '电梯维保', '防汛排涝', '森林防火', '食品抽检', '工地扬尘', '道路照明', '学校周边', '老旧小区']
const doings = ['排查整治', '专项检查', '情况报送', '台账更新', '整改验收', '调研报告', '会议筹备', '数据核对', '信访答复', '预算编制']

/** One message of a kind: the n-th of a chat in this round. */
type Speak = (chat: number, n: number) => Promise<void>

/** The kinds of a round, in the order in which they need each other. */
const kindsOf = (office: SpeakingOffice, round: number): [string, Speak][] => {
  const numbers = new Map<string, number>()
  const readNumbers = async (): Promise<void> => {
    const rows = await office.stage.runner.read((tx) =>
      tx.query<{ number: number; group_id: string; member_id: string }[]>(
        'SELECT m.number, m.group_id, p.member_id FROM matters AS m INNER JOIN matter_parties AS p ON p.matter_id = m.id ORDER BY m.number DESC LIMIT ?',
        [messages],
      ),
    )
    for (const row of rows) numbers.set(`${row.group_id} ${row.member_id}`, row.number)
  }
  let known: Promise<void> | undefined
  return [
    [
      '#任务',
      (chat, n) => {
        const what = `${things[(round + n) % 10]}${doings[(round * 3 + n * 7 + chat) % 10]}`
        return office.says(office.leader, chat, `#任务 @${office.seat(chat, n).name} 下周五前完成${round}-${chat}号片区${what}`)
      },
    ],
    ['收到', (chat, n) => office.says(office.seat(chat, n), chat, '收到')],
    [
      '#反馈',
      async (chat, n) => {
        await (known ??= readNumbers())
        const person = office.seat(chat, n)
        const number = numbers.get(`${office.groups[chat]?.id} ${person.id}`)
        await office.says(person, chat, `#反馈 ${number} 已完成${20 + n * 10}%`)
      },
    ],
  ]
}

interface Sums {
  ours: number[]
  grouped: number[]
  single: number[]
  queries: number
  commits: number
}

const fromEveryChat = (speak: Speak): Promise<unknown> =>
  Promise.all(Array.from({ length: messages }, (_, n) => speak(n % chats, Math.floor(n / chats))))

/** Measures every kind on one database. */
const benchIntake = async (kind: DatabaseKind, rounds: number, say: (text: string) => void): Promise<IntakeFigure[]> => {
  const [bed, twinBed] = [await layBed(kind, 10), await layBed(kind, 10)]
  try {
    const runner = await openDatabase(bed.config)
    const office = await openSpeakingOffice(runner, chats, seats)
    const twin = await openDatabase(twinBed.config)
    await openSpeakingOffice(twin, chats, seats)
    await twin.close()
    const raw = await twinBed.raw()
    const taken = new Map<string, Sums>()
    // The first round warms both sides up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [what, speak] of kindsOf(office, round)) {
        let ours = 0
        const transactions = await recordTransactions(runner.dataSource, async () => {
          ours = await timed(() => fromEveryChat(speak))
        })
        // The twin can take every row once: now in the same transactions, now in one for each message.
        const isSingle = round % 2 === 1
        const played = isSingle ? transactions.flat() : transactions.map((works) => works.flat())
        const theirs = await timed(() => raw.commitAll(played))
        if (office.faults.length > 0) throw new Error(`${what}: ${JSON.stringify(office.faults[0])}`)
        const sums = taken.get(what) ?? { ours: [], grouped: [], single: [], queries: 0, commits: 0 }
        taken.set(what, sums)
        if (round === 0) continue
        sums.ours.push(ours)
        sums[isSingle ? 'single' : 'grouped'].push(theirs)
        sums.queries = transactions.flat(2).length / messages
        sums.commits = transactions.length
      }
    }
    await raw.close()
    await runner.close()
    return [...taken].map(([what, { ours, grouped, single, queries, commits }]) => {
      const [ms, rawMs] = [median(ours), median(grouped)]
      const figure: IntakeFigure = {
        database: kind,
        what,
        queries,
        perCommit: messages / commits,
        rate: (messages * 1_000) / ms,
        rawRate: (messages * 1_000) / rawMs,
        singleRate: (messages * 1_000) / median(single),
        ratio: rawMs / ms,
      }
      say(
        `${kind} ${what}: ${figure.rate.toFixed(0)}/s, raw ${figure.rawRate.toFixed(0)}/s, ratio ${figure.ratio.toFixed(2)}, ${queries} queries, ${figure.perCommit.toFixed(1)} a commit`,
      )
      return figure
    })
  } finally {
    await bed.remove()
    await twinBed.remove()
  }
}

export const intake: Part = {
  name: 'intake',
  about: '#任务, 收到 and #反馈 from 64 chats at once, against the raw driver in the same transactions',
  run: async ({ databases, large, rounds = large ? 20 : 8, say }) => {
    const figures: IntakeFigure[] = []
    for (const kind of databases) figures.push(...(await benchIntake(kind, rounds, say)))
    return [
      {
        title: 'Intake, 64 chats at once',
        head: [
          'database',
          'message',
          'statements',
          'messages a commit',
          'a second',
          'raw, same commits',
          'of raw',
          'goal',
          'raw, a commit each',
        ],
        rows: figures.map((each) => [
          each.database,
          each.what,
          each.queries.toFixed(1),
          each.perCommit.toFixed(1),
          each.rate.toFixed(0),
          each.rawRate.toFixed(0),
          each.ratio.toFixed(2),
          judge(each.ratio >= 0.5, '≥ 0.5'),
          each.singleRate.toFixed(0),
        ]),
      },
    ]
  },
}
