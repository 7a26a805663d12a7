import { z } from 'zod'

/** A party as programs write it: `m:<member id>` or `u:<unit id>` (rules/party.ts). */
export const partyKeySchema = z.string().regex(/^[mu]:[0-9A-Z]{26}$/, '责任方写成 m:人员 或 u:单位')
