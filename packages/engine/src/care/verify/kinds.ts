import type { Entry, RecordCodec, Records as Model } from '@ays/core'
import { isJobKey, isLogKey, isRunKey, keys, runOfKey, uidOfKey } from '../../state/keys.ts'
import type { Records } from '../../state/records.ts'
import { actorCodeInvariants, codeInvariant } from './code-invariants.ts'
import { endInvariants, goneInvariant } from './history-invariants.ts'
import type { Invariant, Reading, VerifyTools } from './invariant.ts'
import { claimInvariant, openInvariant, partInvariant, runInvariant } from './run-invariants.ts'
import { indexInvariant, serviceInvariants } from './service-invariants.ts'
import {
  hearingInvariant,
  hearingInvariants,
  inboxInvariant,
  queueInvariant,
  submittedInvariant,
} from './work-invariants.ts'

type Derive = (entry: Entry, tools: VerifyTools) => Invariant[]

const NONE: Derive = () => []

/** By the first part of the key: what must be true when there is such a key. */
const KINDS: Readonly<Record<string, Derive>> = {
  repo: record((codecs) => codecs.repo, repoInvariants),
  svc: record(
    (codecs) => codecs.service,
    (key, service, tools) => [
      placeInvariant(key, tools.records.codecs.service, keys.service),
      ...serviceInvariants(service, tools),
    ],
  ),
  actor: record(
    (codecs) => codecs.actor,
    (key, actor, tools) => [
      placeInvariant(key, tools.records.codecs.actor, ({ name }) => keys.actor(name)),
      ...actorCodeInvariants(actor, tools),
      ...hearingInvariants(actor, tools),
    ],
  ),
  code: record(
    (codecs) => codecs.code,
    (key, _code, tools) => [codeInvariant(key, tools)],
  ),
  pending: (entry, tools) => [indexInvariant(entry.key, tools)],
  timer: (entry, tools) => [indexInvariant(entry.key, tools)],
  by: (entry, tools) => [indexInvariant(entry.key, tools)],
  // It stays when what it guarded is gone.
  guard: NONE,
  hist: record(
    (codecs) => codecs.revision,
    (key, revision, tools) => [
      placeInvariant(key, tools.records.codecs.revision, ({ uid, number }) =>
        keys.revision(uid, number),
      ),
      ...endInvariants(key, revision, tools),
    ],
  ),
  gone: (entry, tools) => [goneInvariant(entry.key, tools)],
  compaction: record((codecs) => codecs.compaction),
  claim: record(
    (codecs) => codecs.claim,
    (key, claim, tools) => [claimInvariant(key, claim, tools)],
  ),
  open: ({ key }, tools) => [openInvariant(key, key.slice(keys.openRuns.length), tools)],
  run: runInvariants,
  heard: ({ key }, tools) => {
    const [, channel = '', actor = ''] = key.split('/').map(decodeURIComponent)
    return [hearingInvariant(channel, actor, tools)]
  },
  event: record(
    (codecs) => codecs.event,
    (key, _event, tools) => [inboxInvariant(uidOfKey(key), tools)],
  ),
  inbox: ({ key }, tools) => [inboxInvariant(uidOfKey(key), tools)],
  queue: ({ key }, tools) => [queueInvariant(key, uidOfKey(key), tools)],
  submission: record(
    (codecs) => codecs.submission,
    (key, { id, priority }, tools) => [
      placeInvariant(key, tools.records.codecs.submission, (found) => keys.submission(found.id)),
      queueInvariant(keys.queued(priority, id), id, tools),
    ],
  ),
  submitted: record(
    (codecs) => codecs.submissionKey,
    (key, found, tools) => [submittedInvariant(key, found, tools)],
  ),
  token: record(
    (codecs) => codecs.token,
    (key, _token, tools) => [
      placeInvariant(key, tools.records.codecs.token, ({ id }) => keys.token(id)),
    ],
  ),
  audit: record(
    (codecs) => codecs.audit,
    (key, _audit, tools) => [
      placeInvariant(key, tools.records.codecs.audit, ({ id }) => keys.audit(id)),
    ],
  ),
}

/** Every invariant that this entry takes part in as the one that demands it. */
export function invariantsOf(entry: Entry, tools: VerifyTools): Invariant[] {
  const derive = KINDS[entry.key.split('/', 1)[0] ?? '']
  return derive ? derive(entry, tools) : [unknownInvariant(entry.key)]
}

function runInvariants(entry: Entry, tools: VerifyTools): Invariant[] {
  const { key } = entry
  const part = partInvariant(key, runOfKey(key))
  if (isRunKey(key)) return RUN(entry, tools)
  if (isJobKey(key)) return [part, ...JOB(entry, tools)]
  if (isLogKey(key)) return [part, ...LOG(entry, tools)]
  if (key === keys.cancel(runOfKey(key))) {
    return [openInvariant(key, runOfKey(key), tools), ...CANCEL(entry, tools)]
  }
  return [unknownInvariant(key)]
}

const RUN = record(
  (codecs) => codecs.run,
  (key, run, tools) => [
    placeInvariant(key, tools.records.codecs.run, ({ id }) => keys.run(id)),
    runInvariant(run, tools),
  ],
)
const JOB = record(
  (codecs) => codecs.job,
  (key, _job, tools) => [
    placeInvariant(key, tools.records.codecs.job, (job) => keys.job(runOfKey(key), job.number)),
  ],
)
const LOG = record((codecs) => codecs.log)
const CANCEL = record((codecs) => codecs.cancel)

/** Of a key that holds a record: that it can be read, and what follows from it. */
function record<T>(
  codecOf: (codecs: Records['codecs']) => RecordCodec<T>,
  derive: (key: string, value: T, tools: VerifyTools) => Invariant[] = () => [],
): Derive {
  return (entry, tools) => {
    const codec = codecOf(tools.records.codecs)
    try {
      return derive(entry.key, codec.decode(entry.value), tools)
    } catch {
      return [readableInvariant(entry.key, codec)]
    }
  }
}

function readableInvariant<T>(key: string, codec: RecordCodec<T>): Invariant {
  return {
    key,
    reads: [key],
    judge(reading) {
      reading.record(codec, key)
      return undefined
    },
  }
}

/** A record is stored where its own fields say. */
function placeInvariant<T>(
  key: string,
  codec: RecordCodec<T>,
  keyOf: (value: T) => string,
): Invariant {
  return {
    key,
    reads: [key],
    judge(reading) {
      const value = reading.record(codec, key)
      if (value === undefined || keyOf(value) === key) return undefined
      return { kind: 'record', message: `holds what belongs to ${keyOf(value)}` }
    },
  }
}

function repoInvariants(key: string, _repo: Model.Repo, tools: VerifyTools): Invariant[] {
  const { records, repository } = tools
  return [
    {
      key,
      reads: [key],
      judge(reading: Reading) {
        const id = reading.record(records.codecs.repo, key)?.id
        if (id === undefined || id === repository) return undefined
        return { kind: 'record', message: `names the repository ${id}` }
      },
    },
  ]
}

function unknownInvariant(key: string): Invariant {
  return {
    key,
    reads: [key],
    judge: (reading) =>
      reading.entry(key) && {
        kind: 'unknown',
        message: 'AYS writes no such key: a newer AYS or somebody else did',
      },
  }
}
