import 'reflect-metadata'
import { cpus } from 'node:os'
import { Argument, Command, Option } from 'commander'
import { findMariadb } from '../tests/support/mariadb.ts'
import { burden } from './burden.ts'
import { burst } from './burst.ts'
import { deadlines } from './deadlines.ts'
import { duties } from './duties.ts'
import { overHttp } from './http.ts'
import { intake } from './intake.ts'
import { lists } from './lists.ts'
import { memory } from './memory.ts'
import { points } from './points.ts'
import { notices } from './notices.ts'
import { printTable, type BenchOptions, type DatabaseKind, type Part } from './support/part.ts'
import { ready } from './ready.ts'
import { statistics } from './statistics.ts'
import { supervision } from './supervision.ts'
import { sweep } from './sweep.ts'
import { year } from './year.ts'

const parts: readonly Part[] = [
  deadlines,
  points,
  intake,
  burst,
  notices,
  lists,
  overHttp,
  burden,
  statistics,
  supervision,
  duties,
  sweep,
  year,
  memory,
  ready,
]

interface Given {
  database?: DatabaseKind
  large: boolean
  rounds?: number
}

const databasesOf = ({ database }: Given): DatabaseKind[] => {
  const wanted: DatabaseKind[] = database ? [database] : ['sqlite', 'mariadb']
  if (findMariadb() !== undefined) return wanted
  if (database === 'mariadb') throw new Error('mariadbd was not found (Debian: apt-get install mariadb-server-core)')
  console.error('!!! MariaDB IS LEFT OUT: mariadbd is not on this machine')
  return ['sqlite']
}

const run = async (names: readonly string[], given: Given): Promise<void> => {
  const options: BenchOptions = { ...given, databases: databasesOf(given), rounds: given.rounds, say: (text) => console.error(text) }
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`,
  )
  for (const part of names.length === 0 ? parts : parts.filter(({ name }) => names.includes(name)))
    for (const table of await part.run(options)) console.log(`\n${printTable(table)}`)
}

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new Error('--rounds takes a whole number above 0')
  return Number(text)
}

await new Command('npm run bench --')
  .description('Measures what is promised, as ratios to the bare driver in the same run. Databases are made and removed on the way.')
  .addArgument(new Argument('[parts...]', 'what to measure; all when absent').choices(parts.map(({ name }) => name)))
  .addOption(new Option('--database <kind>', 'only one of the databases').choices(['sqlite', 'mariadb']))
  .option('--large', 'the sizes of the promises: a million matters, a whole minute of burst', false)
  .option('--rounds <n>', 'how often each thing is measured', wholeNumber)
  .addHelpText('after', `\nParts:\n${parts.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}`)
  .action(run)
  .parseAsync()
