import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AysApi, RunInfo, SignalOption } from '@ays/core'
import { findDaemon } from '@ays/daemon/client'
import { blueprintFiles } from '@ays/engine'

/** How things stand in a repository, as far as it can be seen without planning. */
export interface Standing {
  readonly folder: string
  readonly templates: number
  readonly blueprints: number
  /** A blueprint that was written after the newest run was created. */
  readonly edited?: string
  readonly services: number
  /** A service with a failed action, and that action. */
  readonly failed?: { readonly service: string; readonly action: string }
  /** Some action is scheduled or changed. */
  readonly pending: boolean
  readonly newest?: RunInfo
  /** Runs that wait in the queue. */
  readonly queued: number
  readonly daemon: boolean
}

/** Reads the heads of a few lists; of services, as many as it takes to find one that has failed, and one that waits. */
export async function readStanding(
  api: AysApi,
  folder: string,
  options: SignalOption,
): Promise<Standing> {
  const [newest] = await api.listRuns({ limit: 1 }, options)
  const [failing] = await api.listServices({ states: ['error'], limit: 1 }, options)
  const pending = await api.listServices({ states: ['scheduled', 'changed'], limit: 1 }, options)
  const failed = Object.entries(failing?.actions ?? {}).find(([, state]) => state === 'error')
  const files = blueprintFiles({ folder }).map(({ file }) => file)
  const edited = newest && (await writtenAfter(folder, files, newest.created))
  return {
    folder,
    templates: (await api.listTemplates(options)).templates.length,
    blueprints: files.length,
    ...(edited !== undefined && { edited }),
    services: (await api.info(options)).store.services,
    ...(failing && failed && { failed: { service: failing.address, action: failed[0] } }),
    pending: pending.length > 0,
    ...(newest && { newest }),
    queued: (await api.listQueue({ states: ['queued'] }, options)).length,
    daemon: findDaemon(folder) !== undefined,
  }
}

async function writtenAfter(
  folder: string,
  files: readonly string[],
  time: number,
): Promise<string | undefined> {
  for (const file of files) {
    const { mtimeMs } = await stat(join(folder, file))
    if (mtimeMs > time) return file
  }
  return undefined
}
