import type { Matter } from '../../entities/index.ts'
import {
  Adoption,
  Bulletin,
  BulletinChange,
  BulletinUnit,
  Issue,
  IssueItem,
  PointEntry,
  Publication,
  Signature,
  Submission,
  SubmissionAuthor,
  SubmissionVersion,
} from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { Instant } from '../../rules/instant.ts'
import { nameStage } from '../../rules/matter-stage.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { formatIso } from './format-iso.ts'

const byId = { order: { id: 'ASC' } } as const
/** Points are kept in whole hundredths; a dump shows them as the rules write them. */
const decimal = (hundredths: number): number => hundredths / 100

/** What every part of the dump looks things up in. */
interface Books {
  ctx: UseCaseContext
  matters: ReadonlyMap<string, Matter>
  publications: ReadonlyMap<string, string>
}

const iso = ({ ctx }: Books, at: Instant): string => formatIso(ctx.office.calendar, at)
const memberName = ({ ctx }: Books, id: string | null): string | null =>
  id === null ? null : (ctx.office.directory.findMember(id)?.name ?? id)
const unitName = ({ ctx }: Books, id: string): string => ctx.office.directory.findUnit(id)?.name ?? id
const numberOf = ({ matters }: Books, id: string | null): number | null => (id === null ? null : (matters.get(id)?.number ?? null))

const dumpSubmissions = async (books: Books) => {
  const { tx, office } = books.ctx
  const authors = groupBy(await tx.find(SubmissionAuthor, { order: { matterId: 'ASC', position: 'ASC' } }), (row) => row.matterId)
  const versions = groupBy(await tx.find(SubmissionVersion, { order: { matterId: 'ASC', version: 'ASC' } }), (row) => row.matterId)
  const signatures = groupBy(await tx.find(Signature, byId), (row) => row.matterId)
  const categories = new Map(office.settings.submissions.categories.map(({ code, name }) => [code, name]))
  return (await tx.find(Submission, { order: { matterId: 'ASC' } })).flatMap((row) => {
    const matter = books.matters.get(row.matterId)
    if (!matter) return []
    const own = authors.get(row.matterId) ?? []
    return {
      number: matter.number,
      title: matter.title,
      category: categories.get(row.category) ?? row.category,
      tone: row.tone,
      authors: own.map(({ memberId, unitId }) => ({ name: memberName(books, memberId), unit: unitName(books, unitId) })),
      unit: unitName(books, row.unitId),
      reportedOn: row.reportedOn,
      version: row.version,
      versions: (versions.get(row.matterId) ?? []).map((version) => ({
        version: version.version,
        title: version.title,
        body: version.body,
        editor: memberName(books, version.editorId),
        at: iso(books, version.at),
        digest: version.digest,
      })),
      signatures: (signatures.get(row.matterId) ?? []).map((signature) => ({
        version: signature.version,
        signer: memberName(books, signature.signerId),
        asDeputy: signature.asDeputy,
        at: iso(books, signature.at),
        digest: signature.digest,
      })),
      state: matter.state,
      stage: nameStage('submission', matter.state),
      callNumber: numberOf(books, row.callId),
      mergedInto: numberOf(books, row.mergedIntoId),
      sentUpTo: row.sentUpTo,
    }
  })
}

const dumpIssues = async (books: Books) => {
  const { tx } = books.ctx
  const items = groupBy(await tx.find(IssueItem, { order: { issueId: 'ASC', position: 'ASC' } }), (row) => row.issueId)
  return (await tx.find(Issue, { order: { matterId: 'ASC' } })).map((row) => ({
    number: numberOf(books, row.matterId),
    publication: books.publications.get(row.publicationId) ?? '',
    year: row.year,
    serial: row.serial,
    total: row.total,
    supplement: row.supplement,
    signedOn: row.signedOn,
    items: (items.get(row.matterId) ?? []).map((item) => ({
      number: numberOf(books, item.submissionId),
      version: item.version,
      heading: item.heading,
      form: item.form,
    })),
    state: books.matters.get(row.matterId)?.state ?? '',
  }))
}

const dumpAdoptions = async (books: Books) =>
  (await books.ctx.tx.find(Adoption, byId)).map((row) => ({
    number: numberOf(books, row.submissionId),
    event: row.event,
    level: row.level,
    publication: row.publication,
    form: row.form,
    day: row.adoptedOn,
    issue: numberOf(books, row.issueId),
    revoked: row.revokedAt !== null,
  }))

const dumpLedger = async (books: Books) =>
  (await books.ctx.tx.find(PointEntry, { order: { day: 'ASC', entryKey: 'ASC' } })).map((row) => ({
    day: row.day,
    unit: unitName(books, row.unitId),
    member: memberName(books, row.memberId),
    number: numberOf(books, row.itemId),
    rule: row.ruleId,
    ruleSet: row.ruleSet,
    points: decimal(row.points),
    note: row.note,
  }))

const dumpBulletins = async (books: Books) => {
  const { tx } = books.ctx
  const units = groupBy(await tx.find(BulletinUnit, { order: { matterId: 'ASC', position: 'ASC', id: 'ASC' } }), (row) => row.matterId)
  const changes = groupBy(await tx.find(BulletinChange, byId), (row) => row.matterId)
  return (await tx.find(Bulletin, { order: { matterId: 'ASC' } })).map((row) => ({
    number: numberOf(books, row.matterId),
    period: row.period,
    state: books.matters.get(row.matterId)?.state ?? '',
    issuedOn: row.issuedOn,
    units: (units.get(row.matterId) ?? []).map((unit) => ({
      unit: unit.unitName,
      class: unit.className,
      reported: unit.reported,
      adopted: unit.adopted,
      instructed: unit.instructed,
      points: decimal(unit.points),
      yearReported: unit.yearReported,
      yearAdopted: unit.yearAdopted,
      yearInstructed: unit.yearInstructed,
      yearPoints: decimal(unit.yearPoints),
    })),
    changes: (changes.get(row.matterId) ?? []).map(({ field, value, reason, changedById, activeKey }) => ({
      field,
      value: field.endsWith('points') ? decimal(value) : value,
      reason,
      by: memberName(books, changedById),
      holds: activeKey !== null,
    })),
  }))
}

/** The information line of an office, for the replay's `--dump` (docs/replay.md): figures as they were counted last. */
export const dumpInformation = async (ctx: UseCaseContext, matters: readonly Matter[]) => {
  const publications = await ctx.tx.find(Publication, byId)
  const books: Books = {
    ctx,
    matters: new Map(matters.map((matter) => [matter.id, matter])),
    publications: new Map(publications.map(({ id, name }) => [id, name])),
  }
  return {
    submissions: await dumpSubmissions(books),
    issues: await dumpIssues(books),
    adoptions: await dumpAdoptions(books),
    ledger: await dumpLedger(books),
    bulletins: await dumpBulletins(books),
  }
}
