import type { Audience, Command } from './command.ts'
import { inChat } from './command.ts'

const sections: readonly Audience[] = ['承办人', '交办人', '信息员', '审核签发', '信息科', '任何人', '办公室']

const linesOf = (commands: readonly Command[], audience: Audience): string[] => [
  `【${audience}】`,
  ...commands.filter((command) => command.audience === audience).map((command) => `#${command.tags[0]} ${command.help}`),
]

const describeHelp = (commands: readonly Command[]): string =>
  ['群办用法(直接在群里发):', ...sections.flatMap((audience) => linesOf(commands, audience)), '看某一条的写法:#帮助 任务'].join('\n')

/** What a group needs to know at a glance; everything else privately, so that a busy group is not flooded. */
const shortHelp = [
  '群办用法(直接在群里发):',
  '交办 #任务 @李四 周五下班前报送排查方案',
  '签收 直接回“收到”',
  '进展 #反馈 128 已排查12栋,60%',
  '办结 #办结 128 全部整改完毕,由交办人 #确认 128 或 #退回 128 原因',
  '延期 #延期 128 到12月5日 原因',
  '查看 #我的 #本群 #查 128',
  '全部用法请私聊我发 #帮助;某一条的写法发 #帮助 延期',
].join('\n')

const describeOne = (command: Command): string =>
  [
    `${command.tags[0]}:${command.help}`,
    `例如:${command.example}`,
    ...(command.tags.length > 1
      ? [
          `也可以写 ${command.tags
            .slice(1)
            .map((tag) => `#${tag}`)
            .join(' ')}`,
        ]
      : []),
  ].join('\n')

/** #帮助, made from the commands themselves. */
export const createHelpCommand = (commands: readonly Command[]): Command => ({
  tags: ['帮助', '用法', 'help'],
  numbers: 'none',
  needs: {},
  example: '#帮助 任务',
  help: '看用法',
  audience: '任何人',
  open: true,
  run: (_ctx, call) => {
    const wanted = call.body.replace(/^[#＃]/u, '').trim()
    const found = commands.find((command) => command.tags.includes(wanted))
    const section = sections.find((audience) => audience === wanted)
    if (section) return Promise.resolve(inChat(['群办用法:', ...linesOf(commands, section), '看某一条的写法:#帮助 任务'].join('\n')))
    if (!found && wanted !== '' && wanted !== '全部')
      return Promise.resolve(inChat(`没有“#${wanted.slice(0, 20)}”这个用法,发 #帮助 看用法`))
    return Promise.resolve(inChat(found ? describeOne(found) : call.group && wanted !== '全部' ? shortHelp : describeHelp(commands)))
  },
})
