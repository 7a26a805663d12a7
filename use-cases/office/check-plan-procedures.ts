import { builtInProcedures } from '../../rules/procedures/built-in.ts'
import { procedureDefinitionSchema, type ProcedureDefinition } from '../../rules/procedures/definition.ts'
import { listFaults } from '../parse-input.ts'

/** What a plan's references are judged by: the fault in words, or null. */
export interface PlanReferences {
  unit(code: string): string | null
  person(reference: string): string | null
}

const referenceFaults = (path: string, { steps }: ProcedureDefinition, references: PlanReferences): string[] =>
  steps.flatMap(({ party }, index) => {
    const at = `${path}.steps[${index}].party`
    const unit = 'unit' in party ? references.unit(party.unit) : null
    const member = party.by === 'member' ? references.person(party.member) : null
    return [...(unit === null ? [] : [`${at}.unit:${unit}`]), ...(member === null ? [] : [`${at}.member:${member}`])]
  })

const kindFaults = (path: string, { code, kind }: ProcedureDefinition): string[] => {
  const builtIn = builtInProcedures.find((each) => each.code === code)
  if (builtIn && builtIn.kind !== kind) return [`${path}.kind:“${builtIn.name}”的 kind 须为 ${builtIn.kind}`]
  return !builtIn && kind !== 'procedure' ? [`${path}.kind:kind 为 absence 的流程只能是代码 absence`] : []
}

/** Everything that is wrong with the procedures of a plan, each with its path; those of the same code or name as another among them. */
export const checkPlanProcedures = (procedures: readonly unknown[], references: PlanReferences): string[] => {
  const faults: string[] = []
  const known = new Map<string, number>()
  for (const [index, draft] of procedures.entries()) {
    const path = `procedures[${index}]`
    const own = listFaults(procedureDefinitionSchema, draft, ['procedures', index])
    faults.push(...own)
    if (own.length > 0) continue
    const definition = procedureDefinitionSchema.parse(draft)
    const { code, name } = definition
    faults.push(...kindFaults(path, definition), ...referenceFaults(path, definition, references))
    const namesake = builtInProcedures.find((each) => each.name === name && each.code !== code)
    if (namesake) faults.push(`${path}.name:流程“${name}”的代码须为 ${namesake.code}`)
    for (const [key, field, noun] of [
      [`c:${code}`, 'code', '流程代码'],
      [`n:${name}`, 'name', '流程'],
    ] as const) {
      const first = known.get(key)
      if (first === undefined) known.set(key, index)
      else faults.push(`${path}.${field}:${noun}“${key.slice(2)}”与第 ${first + 1} 个重复`)
    }
  }
  return faults
}
