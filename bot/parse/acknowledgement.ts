/** The closed list of words that mean "read" (docs/rules.md, Addressing); anything longer is chat. */
const words = new Set([
  '收到',
  '已收到',
  '好的收到',
  '收到好的',
  '收到谢谢',
  '收到了',
  '好的已收到',
  '1',
  '👌',
  '[ok]',
  '收到1',
  '收悉',
  '已阅',
])

const decoration = /[\s,\uFF0C。.!\uFF01~~、;\uFF1B:\uFF1A…^_\-—+🙏👍🌹🫡👌]|\[(?:ok|抱拳|玫瑰|强|合十|微笑|握手|咖啡)\]/giu

/** Whether a message is nothing but an acknowledgement: 收到! 收到。 好的收到 1 👌 [OK]. `text` is folded. */
export const isAcknowledgement = (text: string): boolean => {
  const trimmed = text.trim()
  if (trimmed.length > 30) return false
  return (
    /^(?:👌|\[ok\]|\s)+$/u.test(trimmed) ||
    words.has(trimmed) ||
    words.has(trimmed.replace(/[\s,\uFF0C。.!\uFF01~~、]/gu, '')) ||
    words.has(trimmed.replace(decoration, ''))
  )
}
