import { z } from 'zod'
import { roleName } from '../../wording/role-names.ts'

/** Roles that may stand in a review chain. */
export const chainRoles = ['editor', 'deputy_director', 'director', 'leader'] as const
export type ChainRole = (typeof chainRoles)[number]

const words = (longest: number) => z.string().trim().min(1).max(longest)
const addressees = words(400).optional()
const lastNumber = z.int().min(0).max(100_000)

const columns = {
  name: words(60).regex(/^[^《》\s]+$/u, '刊物名称不带书名号和空格'),
  level: z.string().regex(/^[a-z][a-z_]{1,31}$/u, '级别写代码,例如 city、county、province'),
  direction: z.enum(['downward', 'upward']),
  reviewChain: z.array(z.enum(chainRoles)).min(1).max(4),
  issuedBy: words(80).nullable(),
  distribution: z.strictObject({ report: addressees, send: addressees, distribute: addressees }),
  copies: z.int().min(1).max(100_000).nullable(),
}

/** What of a publication may be changed, each for itself. */
export const publicationColumnsSchema = z.strictObject(columns)

/** Why a review chain will not do; null when it will (docs/rules.md, Signing). */
export const faultOfChain = ({ direction, reviewChain }: { direction: 'downward' | 'upward'; reviewChain: ChainRole[] }): string | null => {
  if (new Set(reviewChain).size !== reviewChain.length) return '审核流程里同一角色只能出现一次'
  const last = reviewChain.at(-1)
  if (direction === 'upward' && last !== 'director' && last !== 'leader')
    return `上行刊物须由${roleName('director')}或${roleName('leader')}最后签发`
  return null
}

type Written = { direction: 'downward' | 'upward'; reviewChain?: ChainRole[] | undefined }

/** The chain as written; without one an upward publication is signed by the director, a downward one by the editors. */
export const chainOf = ({ direction, reviewChain }: Written): ChainRole[] => reviewChain ?? [direction === 'upward' ? 'director' : 'editor']

/** A new publication as it is written, in the API and in `office.json`. */
export const publicationPlanSchema = z
  .strictObject({
    ...columns,
    reviewChain: columns.reviewChain.optional(),
    issuedBy: columns.issuedBy.default(null),
    distribution: columns.distribution.default({}),
    copies: columns.copies.default(null),
    /** The last numbers given before it came here: of this year's issues, of this year's 增刊, and since it began (总第; absent: not counted). */
    lastNumbers: z
      .strictObject({ serial: lastNumber.default(0), supplement: lastNumber.default(0), total: lastNumber.optional() })
      .prefault({}),
  })
  .superRefine((plan, check) => {
    const fault = faultOfChain({ direction: plan.direction, reviewChain: chainOf(plan) })
    if (fault !== null) check.addIssue({ code: 'custom', path: ['reviewChain'], message: fault })
  })

export type PublicationPlan = z.output<typeof publicationPlanSchema>
