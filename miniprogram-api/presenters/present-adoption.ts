import { z } from 'zod'
import type { AdoptionItem, InstructionItem } from '../../use-cases/adoptions/list-adoptions.ts'
import { instant, namedOrNull } from './common.ts'

const recorded = { recordedBy: namedOrNull.describe('谁登记的;命令行批量登记的为空'), recordedAt: instant }

export const adoptionSchema = z
  .strictObject({
    id: z.string(),
    event: z.string().describe('adopt 采用、forward 转报……'),
    level: z.string(),
    publication: z.string(),
    form: z.string().nullable(),
    adoptedOn: z.string().describe('YYYY-MM-DD'),
    issue: z.int().nullable().describe('本办公室哪一期刊发的;为空即上级采用'),
    enteredScore: z.int().nullable().describe('上级给的分,百分之一分'),
    ...recorded,
  })
  .meta({ id: 'Adoption' })

export const instructionSchema = z
  .strictObject({
    id: z.string(),
    leaderLevel: z.string(),
    leader: z.string(),
    text: z.string(),
    givenOn: z.string().describe('YYYY-MM-DD'),
    publication: z.string().nullable(),
    ...recorded,
  })
  .meta({ id: 'ItemInstruction' })

export const usesSchema = z.strictObject({ adoptions: z.array(adoptionSchema), instructions: z.array(instructionSchema) })

export const presentUses = (uses: { adoptions: AdoptionItem[]; instructions: InstructionItem[] }): z.input<typeof usesSchema> => uses
