import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { connectSocket } from '@ays/daemon/client'
import { lookForRepository } from '@ays/engine'
import { type Completion, findCandidates } from './find-candidates.ts'
import type { Candidate } from './grammar.ts'
import { readGrammar } from './read-grammar.ts'
import { readNames } from './read-names.ts'
import { isShell, renderCandidates, wordsFrom } from './shells.ts'

/** Milliseconds that somebody who pressed a key waits. */
export const PATIENCE = 5000

/**
 * Completes without oclif and without the engine: what the manifest of this command line says, and names that whoever
 * serves the repository knows. False, with nothing said, where there are plugins, or names are needed and nobody serves it.
 */
export async function completeQuickly(file: string, args: readonly string[]): Promise<boolean> {
  const [shell, dashes, ...given] = args
  if (!isShell(shell) || dashes !== '--' || hasPlugins()) return false
  const words = wordsFrom(shell, given)
  const found = findCandidates(words, await readGrammar(dirname(dirname(file))))
  const names = await askHolder(words, found)
  if (!names) return false
  process.stdout.write(renderCandidates(shell, found, [...found.candidates, ...names]))
  return true
}

/** Where oclif keeps what `ays plugins` installs. */
function hasPlugins(): boolean {
  const { AYS_DATA_DIR, XDG_DATA_HOME, LOCALAPPDATA } = process.env
  const base =
    XDG_DATA_HOME ??
    (process.platform === 'win32' ? LOCALAPPDATA : undefined) ??
    join(homedir(), '.local/share')
  return existsSync(join(AYS_DATA_DIR ?? join(base, 'ays'), 'package.json'))
}

async function askHolder(
  words: readonly string[],
  { names, typed }: Completion,
): Promise<Candidate[] | undefined> {
  if (!names) return []
  const folder = findRepositoryOf(words)
  if (folder === undefined) return []
  const signal = AbortSignal.timeout(PATIENCE)
  const socket = join(folder, '.ays/ays.sock')
  const api = existsSync(socket) ? await connectSocket(socket, signal) : undefined
  if (!api) return undefined
  try {
    return await readNames(api, names, typed, { signal })
  } finally {
    await api[Symbol.asyncDispose]()
  }
}

/** The repository that a command line with these words would be about. */
export function findRepositoryOf(words: readonly string[]): string | undefined {
  const repo = words[words.indexOf('--repo') + 1]
  return lookForRepository(words.includes('--repo') && repo !== undefined ? repo : '.')
}
