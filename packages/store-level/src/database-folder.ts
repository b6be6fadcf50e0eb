import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AysError } from '@ays/core'
import { codeOf, damagedError } from './map-error.ts'

const ownerFile = (path: string) => `${path}.pid`
/** In the folder, so that it goes with it when a backup takes its place; LevelDB minds its own files only. */
const damageFile = (path: string) => join(path, 'DAMAGED')

/** Leaves word which process has the database open. */
export async function writeOwner(path: string): Promise<void> {
  await writeFile(ownerFile(path), `${process.pid}\n`)
}

export async function removeOwner(path: string): Promise<void> {
  await rm(ownerFile(path), { force: true })
}

/** AYS_STORE_LOCKED that names the process which has the database open, when that left word. */
export async function lockedError(path: string, cause: unknown): Promise<AysError> {
  const pid = Number(await readIfThere(ownerFile(path)))
  const who = pid > 0 ? `process ${pid}` : 'another process'
  return new AysError(
    'AYS_STORE_LOCKED',
    `${path} is open in ${pid === process.pid ? 'this process' : who}`,
    {
      cause,
      details: { path, ...(pid > 0 ? { pid } : {}) },
      hint: `Wait until ${who} is done, or stop it${pid > 0 ? `: kill ${pid}` : ''}.`,
    },
  )
}

/**
 * Throws AYS_STORE_DAMAGED when the database lost its root: LevelDB would begin a new one and
 * delete the files of the old.
 */
export async function assertWhole(path: string): Promise<void> {
  const known = await readIfThere(damageFile(path))
  if (known !== undefined) throw damagedError(path, known.trim())
  const names = new Set(await listIfThere(path))
  const hasData = [...names].some((name) => /^\d+\.(?:ldb|sst|log)$/.test(name))
  if (hasData && !names.has('CURRENT')) throw damagedError(path, 'the file CURRENT is missing')
}

/**
 * LevelDB skips what it cannot read of its log and only says so in its journal, once: commits would
 * be missing without a word. So it is an error, and stays one until somebody has looked.
 */
export async function assertNothingSkipped(path: string): Promise<void> {
  const journal = (await readIfThere(join(path, 'LOG'))) ?? ''
  const skipped = journal.split('\n').filter((line) => line.includes('Corruption'))
  if (skipped.length === 0) return
  const why = skipped.map((line) => line.replace(/^\S+ \S+ /, '')).join('\n')
  await writeFile(damageFile(path), why)
  throw damagedError(path, why)
}

/** Until a repair is done nobody may take what it has done so far for the whole. */
export async function beginRepair(path: string): Promise<void> {
  await writeFile(damageFile(path), 'a repair was begun and not finished')
}

export async function endRepair(path: string): Promise<void> {
  await rm(damageFile(path), { force: true })
}

/** Bytes of all files; LevelDB may remove one meanwhile. */
export async function sizeOf(path: string): Promise<number> {
  const sizes = (await readdir(path)).map(async (name) => {
    const found = await stat(join(path, name)).catch(() => undefined)
    return found?.size ?? 0
  })
  return (await Promise.all(sizes)).reduce((a, b) => a + b, 0)
}

async function listIfThere(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
