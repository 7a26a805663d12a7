import { z } from 'zod'

/** `/matters/:number` */
export const numberParams = z.strictObject({ number: z.coerce.number().int().positive().max(2_147_483_647).describe('事项编号') })

/** `/…/:id`: a 26-character id of ours. */
export const idParams = z.strictObject({ id: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/) })
