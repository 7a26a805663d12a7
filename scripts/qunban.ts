import { runQunban } from './qunban/run-qunban.ts'

/** `npm run -s qunban -- <命令>`: what an administrator does on the machine itself. */
process.exitCode = await runQunban(process.argv.slice(2))
