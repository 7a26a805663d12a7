import type {
  BotMessage,
  SendFault,
  SimulatedGroup,
  SimulatedMessage,
  SimulatedPerson,
} from '../../../../bot/channels/simulator/simulator-office.ts'

/** What the parent asks of the hosting process; each is answered by `done` with its number. */
export type ToHost = { nth: number } & HostRequest

/**
 * `hear` announces a message; `remember` only makes it readable, as a gateway that came back still knows it; after
 * `hold` messages are announced but reading them is not answered any more.
 */
export type HostRequest =
  | { type: 'office'; people: readonly SimulatedPerson[]; groups: readonly SimulatedGroup[] }
  | { type: 'hear' | 'remember'; message: SimulatedMessage }
  | { type: 'hold' | 'ping' }
  | { type: 'fault'; fault: SendFault }

/** What the hosting process tells its parent. */
export type FromHost = { type: 'ready' } | { type: 'done'; nth: number } | { type: 'sent'; message: BotMessage }
