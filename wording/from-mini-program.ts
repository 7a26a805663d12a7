/** Where an act was done that the people of the group did not see. */
export type DoneWhere = 'mini-program' | 'private' | 'group' | 'other-group'

const places: Readonly<Record<DoneWhere, string>> = {
  'mini-program': '在小程序提交',
  private: '私信提交',
  group: '在群里提交',
  'other-group': '在其他群提交',
}

/**
 * The words of an act done elsewhere, as they are said in the chat: those of the same tag, then whom it concerns and who did it,
 * for nobody there has seen a message of theirs.
 */
export const describeFromMiniProgram = (
  text: string,
  actorName: string,
  concerned: readonly string[],
  where: DoneWhere = 'mini-program',
): string => `${text}\n      ${concerned.map((name) => `@${name} `).join('')}(${actorName} ${places[where]})`
