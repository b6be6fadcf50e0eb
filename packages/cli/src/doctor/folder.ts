import { constants } from 'node:fs'
import { access, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { socketPath } from '@ays/daemon/client'
import { isIgnored, listPacks, type PackInfo, type Repository } from '@ays/engine'
import { error, examine, type Finding, type Look, ok, warning } from './finding.ts'

/** The files of a repository: who may use them, templates, packs. Opens no store. */
export async function examineFolder(repository: Repository): Promise<Finding[]> {
  return [
    ...(await examine('permissions', () => lookAtPermissions(repository))),
    ...(await examine('git', () => lookAtGit(repository.folder))),
    ...(await examine('template folder', () => lookAtTemplates(repository))),
    ...(await examine('packs', () => lookAtPacks(repository))),
  ]
}

async function lookAtPermissions(repository: Repository): Promise<Look[]> {
  const own = join(repository.folder, '.ays')
  const looks = [
    ...(await lookAtFolder(repository.folder)),
    ...(await lookAtFolder(own)),
    ...(await lookAtSocket(socketPath(repository))),
  ]
  return looks.length > 0 ? looks : [ok('the folder can be written, and its socket is private')]
}

async function lookAtFolder(folder: string): Promise<Look[]> {
  const found = await stat(folder).catch(() => undefined)
  if (!found) return []
  const isWritable = await access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable) return [error(`you cannot write ${folder}`, `sudo chown -R "$USER" '${folder}'`)]
  if (isOpen(found.mode, 0o002)) {
    return [warning(`everybody can write ${folder}`, `chmod o-w '${folder}'`)]
  }
  return []
}

/** Who may use it may do everything. */
async function lookAtSocket(socket: string): Promise<Look[]> {
  const found = await stat(socket).catch(() => undefined)
  if (!found || !isOpen(found.mode, 0o077)) return []
  return [error(`others can use the socket ${socket}`, `chmod 600 '${socket}'`)]
}

/** Windows has no such modes. */
function isOpen(mode: number, bits: number): boolean {
  return process.platform !== 'win32' && (mode & bits) !== 0
}

async function lookAtGit(folder: string): Promise<Look[]> {
  if (!(await stat(join(folder, '.git')).catch(() => undefined))) return []
  const ignored = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => '')
  return isIgnored(ignored, '.ays/')
    ? [ok('.ays is ignored')]
    : [warning('git would take up .ays, with what the store holds', 'echo .ays/ >> .gitignore')]
}

async function lookAtTemplates({ folder, packs }: Repository): Promise<Look[]> {
  const names = ['templates', 'actorTemplates']
  const listed = await Promise.all(
    names.map((name) => readdir(join(folder, name)).catch((cause: unknown) => missing(cause))),
  )
  if (listed.flat().length > 0) {
    return [ok(`in ${names.filter((_, at) => (listed[at] ?? []).length > 0).join(' and ')}`)]
  }
  if (packs.length > 0) return [ok('those of packs')]
  return [warning('there are none', 'Make one with: ays template new NAME')]
}

function missing(cause: unknown): string[] {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
  throw cause
}

async function lookAtPacks(repository: Repository): Promise<Look[]> {
  const packs = await listPacks(repository)
  return packs.length === 0 ? [ok('ays.yaml names none')] : packs.map(lookAtPack)
}

function lookAtPack({ entry, state, version = '', fault = '' }: PackInfo): Look {
  switch (state) {
    case 'pinned':
      return ok(`${entry} is pinned ${version}`.trimEnd())
    case 'unpinned':
      return warning(`ays.lock.json does not pin ${entry}`, 'ays pack install')
    case 'changed':
      return warning(`${entry} is not what ays.lock.json pins`, 'ays pack update')
    case 'broken':
      return error(`${entry} cannot be used: ${fault}`, 'ays pack install')
    case 'plugin':
      return ok(`${entry} comes with a plugin ${version}`.trimEnd())
  }
}
