import { mkdir, rename, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Action } from '@ays/core'

interface Site {
  readonly path: string
  readonly location: string
}

const FOLDERS = ['etc', 'run', 'www']

export const install: Action<Site> = async ({ service, log }) => {
  const location = resolve(service.data.path)
  const before = service.data.location
  if (before !== '' && before !== location) {
    await mkdir(dirname(location), { recursive: true })
    await rename(before, location)
  }
  for (const folder of FOLDERS) await mkdir(join(location, folder), { recursive: true })
  log.info(`${location} is there`)
  return { location }
}

/** Never removes what others left in it. */
export const uninstall: Action<Site> = async ({ service }) => {
  const { location } = service.data
  for (const folder of FOLDERS) await removeFolder(join(location, folder))
  await removeFolder(location)
  return { location: '' }
}

async function removeFolder(path: string): Promise<void> {
  try {
    await rmdir(path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
