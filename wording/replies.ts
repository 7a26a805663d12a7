/** Sentences of the bot that belong to no single matter. */
export const secrecyWarning = '疑似涉密,请立即撤回并向本单位保密机构报告。该消息未保存、未处理。'
/** An urgent event that is marked secret. */
export const secretEvent = '请按保密渠道报送。该消息未保存、未处理。'
export const secrecyCaution = '(请勿在群内发送涉密内容)'
/** Where no private message is possible: neutral, without content. */
export const secrecyNeutral = '有一条消息未处理,请发送人查看小程序中的提醒'

export const unboundHint = '您还没有绑定身份。请向安全管理员索取绑定码,私聊我发送:#绑定 绑定码'
export const unconfirmedHint = '您换了微信登录,身份待确认。请群主在群里发送 #确认身份 @您,或私聊我发送 #绑定 绑定码'
export const unregisteredHint = '本群尚未登记,登记后才能交办。请单位负责人发送:#登记本群 用途 [单位] [到 12月31日]'
export const attachmentUnread = '图片、文件、语音和转发记录未读取,请在小程序上传到对应事项'

export const describeUnknownTag = (written: string, suggestion: string): string => `没有“#${written}”,是不是 #${suggestion}?请重发`

/** A tag without what it needs: what is missing, with one line that can be sent. */
export const describeMissing = (tag: string, missing: 'number' | 'body', body: string, example: string): string => {
  if (missing === 'body') return `“#${tag}”后面缺内容,例如:${example.replaceAll('⏎', '\n')}`
  return /^\d/u.test(body) ? `“#${tag}”的编号后面请空一格,例如:${example}` : `“#${tag}”后面缺编号,例如:${example}`
}

/** More than a chat message should carry. */
export const tooManyNumbers = '一次最多写50个编号,请分几条发'
export const tooLong = '内容超过4000字,请精简后重发,或在小程序提交'

/** The fixed sentence for a fault of ours. */
export const describeFailure = (reference: string): string => `这条消息没有处理成功,已记录(编号 ${reference}),请稍后重发或联系管理员`

/** First line of the one summary that answers messages replayed after an absence. */
export const lateSummaryHead = '断线期间的消息已补登记:'

export const greeting = '在。发 #帮助 看用法,#我的 看待办;@我 加编号可查进度,例如 @群办 128'
