import qrcode from 'qrcode-terminal'
import { Problem } from '../rules/problems.ts'
import { readConfig } from './config.ts'
import { startApp } from './start-app.ts'

const showProgress = (share: number): void => {
  const filled = Math.round(share * 24)
  process.stdout.write(
    `\r正在铺设演示办公室 ${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${Math.round(share * 100)}%${share === 1 ? '\n' : ''}`,
  )
}

const greet = (url: string | null, isDemo: boolean): void => {
  if (url === null) return
  console.log(`\n群办已启动:${url}`)
  if (!isDemo) return
  console.log(`模拟工作群:${url}/    接口文档:${url}/api/docs\n\n试试在“安全生产工作群”里以张三的身份发:`)
  console.log('  #任务 @李四 @王五 本周五下班前完成老旧小区消防隐患排查,李四牵头')
  console.log('再以李四的身份发:\n  收到\n  #反馈 128 已排查12栋,发现隐患3处,60%\n\n按 Ctrl+C 停止。')
}

const startedAt = performance.now()
try {
  const config = readConfig()
  const app = await startApp(config, { progress: showProgress, showQrCode: (code) => qrcode.generate(code, { small: true }) })
  greet(app.url, config.mode === 'demo')
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
