import type { UseCaseContext } from './context.ts'

/** Runs a piece of work in a transaction of its own, for what is too much for one; whoever calls opens it, a use-case cannot. */
export type InTransaction = <Result>(work: (ctx: UseCaseContext) => Promise<Result>) => Promise<Result>
