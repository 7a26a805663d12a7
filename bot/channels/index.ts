// Every channel by its maker; wechaty is imported by none of these files, only inside `start`.
export { createMemoryChannel, type MemoryChannel, type MemoryChannelOptions, type SentMessage } from './memory.ts'
export { type ReportProblem, warnOfProblem } from './report-problem.ts'
export { createSimulator, type Saying, type SimulatorWorld } from './simulator/create-simulator.ts'
export type { BotMessage, SimulatedGroup, SimulatedPerson } from './simulator/simulator-office.ts'
export { createWechatyChannel, type WechatyChannelConfig } from './wechaty/create-wechaty-channel.ts'
export type { PuppetChoice } from './wechaty/open-session.ts'
