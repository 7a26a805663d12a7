import type { Role } from '../rules/roles.ts'

/** What people call a role; the first name is the one shown. */
const names: Readonly<Record<Role, readonly [string, ...string[]]>> = {
  leader: ['领导', '办公室领导'],
  director: ['办公室主任', '主任'],
  deputy_director: ['副主任', '办公室副主任'],
  editor: ['信息科', '编辑'],
  supervisor: ['督查科', '督查'],
  unit_head: ['单位分管领导', '分管领导'],
  officer: ['信息员'],
  system_admin: ['系统管理员'],
  security_admin: ['安全管理员'],
  auditor: ['审计员'],
}

export const roleName = (role: Role): string => names[role][0]

/** The role somebody wrote: any of its names, or its code. */
export const findRole = (word: string): Role | undefined =>
  (Object.keys(names) as Role[]).find((role) => role === word || names[role].includes(word))

export const allRoleNames = (): string =>
  Object.values(names)
    .map(([name]) => name)
    .join('、')
