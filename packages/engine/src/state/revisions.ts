import type { Records as Model } from '@ays/core'
import type { ChangeSet } from './change-set.ts'
import { keys } from './keys.ts'
import { sameBytes } from './same-bytes.ts'
import type { Records } from './records.ts'
import { isDeepStrictEqual } from 'node:util'

type Service = Model.Service

/** Who changes services, and with what: of a job its number and action, else -1. */
export type Author = Pick<Model.Revision, 'at' | 'who' | 'command' | 'run'> &
  Partial<Pick<Model.Revision, 'job' | 'action'>>

const NO_BYTES = new Uint8Array(0)

/** What a creation or a change of data or links leaves in the history; undefined where neither differs. */
export function reviseService(
  before: Service | undefined,
  after: Service,
): Model.Revision | undefined {
  if (!before) {
    // What comes back goes on where it was: its history may tell of what was before.
    const number = after.revision + 1
    return newRevision('create', after, { number, data: NO_BYTES, links: [] })
  }
  const same =
    sameBytes(before.data, after.data) &&
    (before.links === after.links || isDeepStrictEqual(before.links, after.links))
  return same ? undefined : endRevision('update', before, after)
}

/** A revision that ends with what was there before. */
export function endRevision(
  kind: Model.RevisionKind,
  before: Service,
  after: Service = before,
): Model.Revision {
  const { revision, data, links } = before
  return newRevision(kind, after, { number: revision + 1, data, links })
}

function newRevision(
  kind: Model.RevisionKind,
  { uid, role, name, actor, blueprint, line }: Service,
  before: Pick<Model.Revision, 'number' | 'data' | 'links'>,
): Model.Revision {
  // Member by member: of all services of a plan, spreading objects into this one would be a tenth of the plan.
  return {
    number: before.number,
    data: before.data,
    links: before.links,
    kind,
    uid,
    role,
    name,
    actor,
    blueprint,
    line,
    at: 0,
    who: '',
    command: '',
    run: '',
    job: -1,
    action: '',
    stateBefore: 'new',
    stateAfter: 'new',
  }
}

/** Signs revisions and lays them into the commit that makes them. */
export function putRevisions(
  changes: ChangeSet,
  { codecs }: Records,
  revisions: readonly Model.Revision[],
  author: Author,
): void {
  for (const revision of revisions) {
    const { uid, number } = revision
    changes.put(keys.revision(uid, number), codecs.revision, { ...revision, ...author })
  }
}
