import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AysError, assertNoErrors, type Diagnostic, parseDuration, type Retention } from '@ays/core'
import { PACK_PATTERN } from '../pack/pack-entry.ts'
import { DURATION } from '../yaml/duration-shape.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { Shape, toDiagnostics } from '../yaml/shape.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { DEFAULT_RETENTION, DEFAULT_STORE, type Repository, REPOSITORY_FILE } from './repository.ts'

const CODE = 'AYS_INPUT_INVALID'

type RepositoryFile = Pick<Repository, 'id'> &
  Partial<Omit<Repository, 'folder' | 'id' | 'retention'>> & {
    readonly retention?: { readonly revisions?: number; readonly runs?: string | number }
  }

const shape = new Shape<RepositoryFile>({
  title: 'a mapping with an id, such as "id: 3f9c..."',
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: {
    id: {
      title: 'an id: up to 64 letters, digits, "-" and "_"',
      type: 'string',
      pattern: '^[A-Za-z0-9_-]{1,64}$',
    },
    store: {
      title: 'the URL of a store, such as level:.ays/db or redis://localhost',
      type: 'string',
      pattern: '^[a-z][a-z0-9+.-]*:',
    },
    executor: {
      title: 'one of process, thread and inline',
      enum: ['process', 'thread', 'inline'],
    },
    packs: {
      title: 'a list of packs',
      type: 'array',
      items: {
        title:
          'a pack: a folder or a tarball (./pack, ./pack.tgz), or an npm package (name, name@^1.0.0)',
        type: 'string',
        pattern: PACK_PATTERN,
      },
    },
    retention: {
      title: 'a mapping of "revisions" and "runs"',
      type: 'object',
      additionalProperties: false,
      properties: {
        revisions: { title: 'a whole number from 1 on', type: 'integer', minimum: 1 },
        runs: DURATION,
      },
    },
  },
})

/**
 * What ays.yaml of this folder says. AYS_REPOSITORY_MISSING without the file; AYS_INPUT_INVALID with
 * a diagnostic for every fault of it.
 */
export async function readRepository(folder: string): Promise<Repository> {
  const root = resolve(folder)
  const document = parseYaml(await readText(root), REPOSITORY_FILE, { code: CODE })
  const { file, diagnostics } = check(document)
  assertNoErrors(diagnostics, `${join(root, REPOSITORY_FILE)} has faults`)
  if (!file) throw new AysError('AYS_INTERNAL', `${REPOSITORY_FILE} was read, and is not there`)
  const { id, store = DEFAULT_STORE, executor = 'process', packs = [] } = file
  return { folder: root, id, store, executor, packs, retention: readRetention(file.retention) }
}

function readRetention({ revisions, runs }: RepositoryFile['retention'] = {}): Retention {
  return {
    revisions: revisions ?? DEFAULT_RETENTION.revisions,
    runs: runs === undefined ? DEFAULT_RETENTION.runs : parseDuration(runs),
  }
}

async function readText(root: string): Promise<string> {
  try {
    return await readFile(join(root, REPOSITORY_FILE), 'utf8')
  } catch (cause) {
    throw new AysError('AYS_REPOSITORY_MISSING', `${join(root, REPOSITORY_FILE)} cannot be read`, {
      cause,
      hint: 'Make a repository with: ays init',
    })
  }
}

function check(document: YamlDocument): {
  file?: RepositoryFile
  diagnostics: readonly Diagnostic[]
} {
  if (document.diagnostics.length > 0) return { diagnostics: document.diagnostics }
  // An empty file lacks what an empty mapping lacks.
  const checked = shape.check(document.value ?? {})
  if (checked.ok) return { file: checked.value, diagnostics: [] }
  return { diagnostics: toDiagnostics(checked.faults, document, CODE) }
}
