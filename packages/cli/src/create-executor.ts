import { join } from 'node:path'
import { type ActionSources, type Codec, type Executor, InlineExecutor } from '@ays/core'
import type { Repository } from '@ays/engine'
import { loadHost, PoolExecutor, runProgram } from '@ays/executor'
import type { Plugins } from './load-plugins.ts'

/** How long an action that is asked to stop may take, milliseconds: Ctrl-C once more ends it at once. */
const GRACE = 10_000

export interface ExecutorParts {
  readonly codec: Codec
  readonly sources: ActionSources
  readonly hosts: Plugins['hosts']
  /** Of actions in workers. */
  readonly env: Readonly<Record<string, string>>
}

/** What ays.yaml names. Workers load the codec by its URL; codes and schemas come through the cache. */
export function createExecutor(
  { executor, folder: cwd }: Repository,
  { codec, sources, hosts, env }: ExecutorParts,
): Executor {
  if (executor === 'inline') {
    const find = (kind: string) => loadHost(hosts, kind)
    return new InlineExecutor({ codec, sources, runProgram, hosts: find, grace: GRACE })
  }
  return new PoolExecutor({
    kind: executor === 'thread' ? 'thread' : 'process',
    folder: join(cwd, '.ays/cache'),
    codecUrl: moduleBeside('codec'),
    sources,
    hosts,
    env,
    cwd,
    grace: GRACE,
  })
}

/** URL of a module of this package; sources run in tests. */
function moduleBeside(name: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./${name}.${extension}`, import.meta.url).href
}
