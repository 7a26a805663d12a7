/** For the system administrator, when the chat account was logged out or cannot be reached. */
export const describeChannelAway = (reason: string): string =>
  `群办的微信账号不在线(${reason}),群里的消息暂时收不到。请在管理端“聊天通道”扫码重新登录`
