import {
  type FieldChange,
  type JobInfo,
  type LinkChange,
  parseAddress,
  type Reason,
  type Records as Model,
  type ServiceAddress,
} from '@ays/core'
import { fieldChanges, linkChanges } from '../state/differences.ts'
import { keys } from '../state/keys.ts'
import { readSchema } from '../state/read-schema.ts'
import type { Records } from '../state/records.ts'
import type { Schemas } from '../state/schemas.ts'

export interface WhyTools {
  readonly records: Records
  readonly schemas: Schemas
}

/** What differs. */
export interface Changes {
  readonly fields: readonly FieldChange[]
  readonly links: readonly LinkChange[]
}

const NOTHING: Changes = { fields: [], links: [] }

/** A service as some revision left it, and what came next. */
interface Change extends ServiceAddress {
  readonly uid: string
  readonly since: number
}

/**
 * What a reason that is a change is about: from before the change to the job that answered it, to now when
 * none has. Nothing where the history does not reach back so far.
 */
export async function readChanges(
  tools: WhyTools,
  service: Model.Service,
  reason: Reason,
  answer: JobInfo | undefined,
): Promise<Changes> {
  const change = changeOf(service, reason)
  if (!change) return NOTHING
  const { fields, links } = await readChange(tools, change, answer)
  if (reason.kind !== 'fields') return { fields, links }
  return { fields: fields.filter(({ field }) => reason.fields.includes(field)), links }
}

function changeOf({ role, name, uid }: Model.Service, reason: Reason): Change | undefined {
  if (reason.kind === 'fields' || reason.kind === 'links') {
    return { role, name, uid, since: reason.since }
  }
  if (reason.kind !== 'producer' && reason.kind !== 'moved') return undefined
  return { ...parseAddress(reason.service), uid: reason.uid, since: reason.since }
}

async function readChange(
  { records, schemas }: WhyTools,
  { uid, since, ...address }: Change,
  answer: JobInfo | undefined,
): Promise<Changes> {
  const revisions: Model.Revision[] = []
  const range = { prefix: keys.revisions(uid), from: keys.revision(uid, since + 1) }
  for await (const { value } of records.scan(records.codecs.revision, range)) revisions.push(value)
  const [before, ...later] = revisions
  if (before?.number !== since + 1) return NOTHING
  const now = (await records.service(address))?.value
  const after =
    later.find((revision) => answer && comesAfter(revision, answer)) ??
    (now?.uid === uid ? now : (later.at(-1) ?? before))
  const schema = await readSchema(records, schemas, before.actor)
  return {
    fields: fieldChanges(schema, before.data, after.data),
    links: linkChanges(before.links, after.links),
  }
}

/** The job did not see it, or made it itself. */
function comesAfter(revision: Model.Revision, { run, number, started = 0 }: JobInfo): boolean {
  return revision.at > started || (revision.run === run && revision.job === number)
}
