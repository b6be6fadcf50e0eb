import { randomUUID } from 'node:crypto'
import { access, rename, rm } from 'node:fs/promises'
import { AysError, type Codec, compareKeys, type Store, throwIfAborted } from '@ays/core'
import { assertReadable } from '../api/open-repository.ts'
import { keys } from '../state/keys.ts'
import { Records } from '../state/records.ts'
import { BackupFile } from './backup-file.ts'
import { BACKUP_VERSION } from './backup-format.ts'
import { ChangeWatch } from './change-watch.ts'
import { type CareOptions, type Content, type Contents, contentsOf } from './contents.ts'
import { type BackupOrigin, writeBackup } from './write-backup.ts'

export interface BackupRequest extends CareOptions {
  /** Id of the repository. */
  readonly repository: string
  readonly codec: Codec
  /** Open. Of a shared one, others may go on working with it. */
  readonly store: Store
  readonly file: string
  /** Replaces a file that is there. */
  readonly force?: boolean
  /** The version of this AYS, for the header. */
  readonly ays: string
}

/** Each one reads what changed during the one before it. */
const PASSES = 1000
const AT_ONCE = 500

/**
 * Writes a backup of the store as it was at one moment; the file is there whole or not at all. AYS_USAGE
 * for a file that is there, and for a store without a repository; AYS_STORE_CONFLICT when no moment without a
 * change was found; AYS_STORE_WATCH_LOST when more changed than the store remembers.
 */
export async function backupStore(request: BackupRequest): Promise<Contents> {
  const { file, force = false } = request
  if (!force) await assertFree(file)
  const origin = await originOf(request)
  const draft = `${file}.${randomUUID()}`
  const merged = `${file}.${randomUUID()}`
  try {
    const { contents, changes } = await copyLive(request, origin, draft)
    const final =
      changes.size === 0 ? contents : await merge(request, { draft, merged, origin, changes })
    await rename(changes.size === 0 ? draft : merged, file)
    return final
  } finally {
    for (const path of [draft, merged]) await rm(path, { force: true })
  }
}

async function assertFree(file: string): Promise<void> {
  const free = await access(file).then(
    () => false,
    () => true,
  )
  if (free) return
  throw new AysError('AYS_USAGE', `${file} is there already`, {
    hint: 'Choose another name, or add --force to replace it.',
  })
}

async function originOf({ repository, codec, store, ays }: BackupRequest): Promise<BackupOrigin> {
  const records = new Records(store, codec)
  const repo = await records.get(records.codecs.repo, keys.repo)
  if (!repo) throw new AysError('AYS_USAGE', 'there is nothing to back up: the store is empty')
  assertReadable(repo.value, repository)
  const { format } = repo.value
  return { version: BACKUP_VERSION, repository, storeFormat: format, ays, created: Date.now() }
}

/** Key to its last value, undefined for one that is gone: what changed while the rest was read. */
type Changes = ReadonlyMap<string, Uint8Array | undefined>

async function copyLive(
  request: BackupRequest,
  origin: BackupOrigin,
  draft: string,
): Promise<{ contents: Contents; changes: Changes }> {
  const { store } = request
  // Of an embedded store, whoever has it open is alone with it.
  const watch = store.capabilities.shared ? await ChangeWatch.start(store) : undefined
  try {
    const contents = await writeBackup(draft, origin, contentsOf(store, request), request)
    return { contents, changes: watch ? await settle(request, watch) : new Map() }
  } finally {
    await watch?.[Symbol.asyncDispose]()
  }
}

/** Reads what changed until nothing did between two marks: that is the moment of the backup. */
async function settle({ store, signal }: BackupRequest, watch: ChangeWatch): Promise<Changes> {
  const changes = new Map<string, Uint8Array | undefined>()
  for (let pass = 0; pass < PASSES; pass++) {
    const changed = await watch.take()
    if (changed.length === 0) return changes
    for (let first = 0; first < changed.length; first += AT_ONCE) {
      throwIfAborted(signal)
      const some = changed.slice(first, first + AT_ONCE)
      const entries = await store.getMany(some)
      some.forEach((key, at) => changes.set(key, entries[at]?.value))
    }
  }
  throw new AysError('AYS_STORE_CONFLICT', 'the store changes faster than it can be read', {
    hint: 'Take the backup when less is running.',
  })
}

/** The draft once more, with what changed. */
async function merge(
  request: BackupRequest,
  parts: { draft: string; merged: string; origin: BackupOrigin; changes: Changes },
): Promise<Contents> {
  const backup = await BackupFile.open(parts.draft)
  try {
    const entries = overlay(backup.entries(), parts.changes)
    return await writeBackup(parts.merged, parts.origin, entries, request)
  } finally {
    await backup[Symbol.asyncDispose]()
  }
}

async function* overlay(
  entries: AsyncIterable<Content>,
  changes: Changes,
): AsyncGenerator<Content> {
  const later = [...changes].toSorted(([a], [b]) => compareKeys(a, b))
  let next = 0
  function* until(key: string | undefined): Generator<Content> {
    for (let change = later[next]; change; change = later[next]) {
      const [changed, value] = change
      if (key !== undefined && compareKeys(changed, key) > 0) return
      if (value) yield { key: changed, value }
      next += 1
    }
  }
  for await (const entry of entries) {
    yield* until(entry.key)
    if (!changes.has(entry.key)) yield entry
  }
  yield* until(undefined)
}
