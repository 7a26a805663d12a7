import { z } from 'zod'

/** A time of day as settings and rosters write it: `08:30`. */
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, '时间写成 HH:mm')
