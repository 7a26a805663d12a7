/**
 * The words of an act done in the mini-program, as they are said in the chat: those of the same tag, then whom it concerns and who did it,
 * for nobody there has seen a message of theirs.
 */
export const describeFromMiniProgram = (text: string, actorName: string, concerned: readonly string[]): string =>
  `${text}\n      ${concerned.map((name) => `@${name} `).join('')}(${actorName} 在小程序提交)`
