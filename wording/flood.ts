/** Lines of a message that was held back, as the summary shows them. */
const longestLine = 40
const mostLines = 20

const cut = (line: string): string => ([...line].length > longestLine ? `${[...line].slice(0, longestLine).join('')}…` : line)

/** To somebody who sends faster than anybody reads: said once. */
export const describeFlood = (name: string, { messages, seconds }: { messages: number; seconds: number }): string =>
  `${name},您${seconds === 60 ? '1分钟' : `${seconds}秒`}内已发 ${messages} 条,后面的先不办理;稍后把没有办理的一次列给您,请届时重发。“收到”不受影响`

/** The one summary of what was not acted on. */
export const describeHeld = (name: string, line: string): string => `@${name} 以下消息因发送过快没有办理,请重发:\n${cut(line)}`

/** One more of them; beyond a screenful only their number. */
export const addHeld = (text: string, line: string): string => {
  const more = /\n另有 (\d+) 条$/u.exec(text)
  if (more) return `${text.slice(0, more.index)}\n另有 ${Number(more[1]) + 1} 条`
  return text.split('\n').length > mostLines ? `${text}\n另有 1 条` : `${text}\n${cut(line)}`
}
