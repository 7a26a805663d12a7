/** Business roles, held in a unit and holding for everything below it (docs/rules.md, Who may issue). */
export const businessRoles = ['leader', 'director', 'deputy_director', 'editor', 'supervisor', 'unit_head', 'officer'] as const
/** Administration carries no business rights (docs/rules.md, Who may issue). */
export const administrationRoles = ['system_admin', 'security_admin', 'auditor'] as const
export const roles = [...businessRoles, ...administrationRoles] as const

export type Role = (typeof roles)[number]

/** Roles that may open tasks for anybody in and below the unit they hold the role in (docs/rules.md, Who may issue). */
export const issuingRoles: readonly Role[] = ['leader', 'director', 'supervisor', 'unit_head']
