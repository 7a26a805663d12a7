import type { Command } from 'commander'
import { consult, perform } from '../../database/stage.ts'
import { Problem } from '../../rules/problems.ts'
import { changeSettings, readSettings } from '../../use-cases/office/change-settings.ts'
import { withConsole } from './open-console.ts'

const pick = (settings: unknown, key: string | undefined): unknown => {
  let value = settings
  for (const part of key?.split('.') ?? []) {
    if (typeof value !== 'object' || value === null || !(part in value)) throw new Problem('not_found', `没有“${key}”这个设置`)
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

const getSetting = async (key: string | undefined): Promise<void> => {
  const settings = await withConsole('read', ({ stage }) => consult(stage, { memberId: null }, async (ctx) => readSettings(ctx)))
  console.log(JSON.stringify(pick(settings, key), null, 2))
}

const parseValue = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const setSetting = async (key: string, text: string): Promise<void> => {
  const patch = key.split('.').reduceRight<unknown>((value, part) => ({ [part]: value }), parseValue(text)) as Record<string, unknown>
  const settings = await withConsole('write', ({ stage }) => perform(stage, { memberId: null }, (ctx) => changeSettings(ctx, patch)))
  console.log(JSON.stringify(pick(settings, key), null, 2))
}

const checkCalendar = async (years: readonly string[]): Promise<void> => {
  const wrong = years.find((year) => !/^20\d\d$/.test(year))
  if (wrong !== undefined) throw new Problem('bad_request', `“${wrong}”不是年份`)
  const missing = await withConsole('read', ({ stage }) =>
    consult(stage, { memberId: null }, async ({ office: { calendar }, now }) => {
      const thisYear = Number(calendar.dayOf(now).slice(0, 4))
      const asked = years.length > 0 ? years.map(Number) : [thisYear, thisYear + 1]
      for (const year of asked) calendar.isWorkingDay(`${year}-10-01`)
      return asked.filter((year) => calendar.yearsWithoutData.has(year))
    }),
  )
  if (missing.length > 0)
    throw new Problem('not_found', `${missing.join('、')} 年没有放假与调休数据,只按周末和法定节日计算;公布后请补进设置 calendarOverrides`)
  console.log('放假与调休数据齐全')
}

export const addOfficeCommands = (program: Command): void => {
  const settings = program.command('settings').description('查看或修改本办公室的设置')
  settings.command('get').description('显示设置,不写名字显示全部').argument('[名字]', '如 reminders.at').action(getSetting)
  settings.command('set').description('修改一项设置').argument('<名字>').argument('<值>', 'JSON 或文字').action(setSetting)
  program
    .command('check-calendar')
    .description('检查哪些年份没有放假与调休数据(默认今年和明年)')
    .argument('[年份...]')
    .action(checkCalendar)
}
