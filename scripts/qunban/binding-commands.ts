import type { Command } from 'commander'
import { perform } from '../../database/stage.ts'
import { Problem } from '../../rules/problems.ts'
import { issueBindCode, unbind } from '../../use-cases/bindings/bind-codes.ts'
import { findPerson } from '../../use-cases/people/find-person.ts'
import { ConfigurationError } from './exit-codes.ts'
import { withConsole } from './open-console.ts'

const printBindCode = async (who: string): Promise<void> => {
  const { code, name } = await withConsole('write', ({ stage, keys }) => {
    if (!keys) throw new ConfigurationError('生产模式需要 QUNBAN_SECRET')
    return perform(stage, { memberId: null }, async (ctx) => {
      const member = await findPerson(ctx, who)
      return {
        name: member.name,
        code: await issueBindCode(ctx, { key: keys.codes, machineNow: stage.clocks.machine() }, { memberId: member.id }),
      }
    })
  })
  console.error(`请 ${name} 在 5 分钟内私信机器人:#绑定 ${code}`)
  console.log(code)
}

const letGo = async (who: string): Promise<void> => {
  const { name, bindings, sessions } = await withConsole('write', ({ stage }) =>
    perform(stage, { memberId: null }, async (ctx) => {
      const member = await findPerson(ctx, who)
      return { name: member.name, ...(await unbind(ctx, { machineNow: stage.clocks.machine() }, { memberId: member.id })) }
    }),
  )
  if (bindings === 0 && sessions === 0) throw new Problem('not_found', `${name} 没有绑定,也没有登录`)
  console.log(`已解除 ${name} 的 ${bindings} 个绑定,注销 ${sessions} 个登录`)
}

const whoHelp = '工号、姓名,或 姓名@单位代码'

export const addBindingCommands = (program: Command): void => {
  program.command('bind-code').description('给一个人发绑定码(5 分钟,只能用一次)').argument('<人员>', whoHelp).action(printBindCode)
  program.command('unbind').description('解除一个人的全部绑定和登录(手机丢失时)').argument('<人员>', whoHelp).action(letGo)
}
