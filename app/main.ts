import qrcode from 'qrcode-terminal'
import { Problem } from '../rules/problems.ts'
import { readConfig } from './config.ts'
import { startApp, type RunningApp } from './start-app.ts'

/** A bar on a terminal; a line a quarter where the output is kept in a file. */
const createProgress = (): ((share: number) => void) => {
  let printed = -1
  return (share) => {
    const step = Math.floor(share * (process.stdout.isTTY ? 100 : 4))
    if (step === printed) return
    printed = step
    const filled = Math.round(share * 24)
    const bar = `正在铺设演示办公室 ${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${Math.round(share * 100)}%`
    process.stdout.write(process.stdout.isTTY ? `\r${bar}${share === 1 ? '\n' : ''}` : `${bar}\n`)
  }
}

const greet = (app: RunningApp, isDemo: boolean): void => {
  if (app.url === null) return
  console.log(`\n群办已启动:${app.url}`)
  if (!isDemo) return
  console.log(`模拟工作群 ${app.url}/    接口文档 ${app.url}/api/docs\n`)
  console.log('试一试,在“安全生产工作群”里:')
  for (const line of app.suggestions) console.log(`  ${line}`)
  console.log('\n按 Ctrl+C 停止。')
}

const startedAt = performance.now()
try {
  const config = readConfig()
  const app = await startApp(config, { progress: createProgress(), showQrCode: (code) => qrcode.generate(code, { small: true }) })
  greet(app, config.mode === 'demo')
  console.log(`(${((performance.now() - startedAt) / 1000).toFixed(1)} 秒就绪)`)
  const stop = (): void => {
    // A second signal means now.
    process.once('SIGINT', () => process.exit(130))
    void app.stop().then(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  console.error(error instanceof Problem || error instanceof Error ? error.message : error)
  process.exit(1)
}
