import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAysError } from '@ays/core'
import { MeasuredStore, type OpenedRepository, type OpenOptions } from '@ays/daemon'
import { readRepository } from '@ays/engine'
import { createApp } from '../app.ts'
import type { Plugins } from '../load-plugins.ts'

/** Milliseconds to wait for a command that holds the store: most are soon done. */
const PATIENCE = 10_000
const PAUSE = 100

/** Opens the repository in a folder for a daemon, which measures its store. */
export async function openServed(
  folder: string,
  plugins: Plugins,
  { leave, metrics, onWarning }: OpenOptions,
): Promise<OpenedRepository> {
  const repository = await readRepository(folder)
  const until = Date.now() + PATIENCE
  for (;;) {
    try {
      const app = await createApp({
        repository,
        plugins,
        onWarning,
        leave,
        aroundStore: (store) => new MeasuredStore(store, metrics),
      })
      return { ...app, id: repository.id }
    } catch (error) {
      if (!isAysError(error, 'AYS_STORE_LOCKED') || Date.now() > until) throw error
    }
    await sleep(PAUSE)
  }
}

interface Installed {
  readonly root: string
  readonly version: string
}

/** Another text whenever ays.yaml says something else, or other plugins are installed. AYS_INPUT_INVALID for faults. */
export async function fingerprintOf(
  folder: string,
  plugins: ReadonlyMap<string, Installed>,
): Promise<string> {
  await readRepository(folder)
  const text = await readFile(join(folder, 'ays.yaml'), 'utf8')
  const versions = [...plugins.values()].map(({ root, version }) => [root, version])
  return createHash('sha256')
    .update(JSON.stringify([text, versions]))
    .digest('hex')
}
