/** Thrown to leave no trace: a 收到 that hits nothing, a 接龙 of others, a group that may not speak yet. */
export class NothingToDo extends Error {}
