import type { Directory } from '../../rules/directory.ts'

/** Something people know by name. */
export interface Named {
  id: string
  name: string
}

/** The directory holds everybody who ever was, so a name is missing only when a row was made outside the product. */
export const memberName = (directory: Directory, id: string): Named => ({ id, name: directory.findMember(id)?.name ?? '(未知人员)' })

export const unitName = (directory: Directory, id: string): Named => ({ id, name: directory.findUnit(id)?.name ?? '(未知单位)' })
