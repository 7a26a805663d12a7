/** For the group, where nobody can be reached in private: that there is something for one person, and nothing of what it is. */
export const describeNeutralLine = (name: string): string => `@${name} 有一条给您的消息,请到小程序“我的消息”查看`
