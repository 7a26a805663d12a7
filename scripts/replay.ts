import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { demoOffice } from '../app/demo/office.ts'
import { TranscriptError } from '../app/replay/read-transcript.ts'
import { runReplay } from '../app/replay/run-replay.ts'
import { Problem } from '../rules/problems.ts'
import { officePlanSchema } from '../use-cases/office/lay-office.ts'
import { parseInput } from '../use-cases/parse-input.ts'

const program = new Command('replay')
  .description('Run a chat transcript (JSON lines) through the whole bot on a virtual clock and print what it says.')
  .argument('<transcript>', 'JSON lines {"at","chat","from","text","quote"?,"mentions"?,"private"?}; "-" reads standard input')
  .option('--until <time>', 'let the clock run until then (default: the last message)')
  .option('--office <file>', 'office.json to lay down (default: the demo office without its history)')
  .option('--dump', 'print everything the office holds at the end, as one JSON object', false)
  .addHelpText('after', '\nExit codes: 0 done · 2 unknown people or groups, unreadable lines or files')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse()

const options = program.opts<{ until?: string; office?: string; dump: boolean }>()
const [file = '-'] = program.args

/** A progress line on a terminal only, so that output stays clean in a pipe. */
const showProgress = (done: number, all: number): void => {
  if (process.stderr.isTTY && (done % 20 === 0 || done === all)) process.stderr.write(`\r${done}/${all}${done === all ? '\n' : ''}`)
}

try {
  const transcript = readFileSync(file === '-' ? 0 : file, 'utf8')
  const plan = options.office === undefined ? demoOffice : parseInput(officePlanSchema, JSON.parse(readFileSync(options.office, 'utf8')))
  await runReplay({
    transcript,
    plan,
    ...(options.until === undefined ? {} : { until: options.until }),
    dump: options.dump,
    print: (line) => process.stdout.write(`${line}\n`),
    report: (line) => process.stderr.write(`${line}\n`),
    progress: showProgress,
  })
} catch (error) {
  const isTheirs =
    error instanceof TranscriptError ||
    error instanceof Problem ||
    error instanceof SyntaxError ||
    ['ENOENT', 'EISDIR', 'EACCES'].includes((error as { code?: string }).code ?? '')
  process.stderr.write(`${isTheirs ? (error as Error).message : String((error as Error).stack ?? error)}\n`)
  process.exitCode = isTheirs ? 2 : 1
}
