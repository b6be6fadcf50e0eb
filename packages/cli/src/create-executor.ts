import { join } from 'node:path'
import { type ActionSources, type Codec, type Executor, InlineExecutor } from '@ays/core'
import type { Repository } from '@ays/engine'
import { PoolExecutor } from '@ays/executor'

/** How long an action that is asked to stop may take, milliseconds: Ctrl-C once more ends it at once. */
const GRACE = 10_000

/** What ays.yaml names. Workers load the codec by its URL; codes and schemas come through the cache. */
export function createExecutor(
  { executor, folder: cwd }: Repository,
  codec: Codec,
  sources: ActionSources,
): Executor {
  if (executor === 'inline') return new InlineExecutor({ codec, sources, grace: GRACE })
  return new PoolExecutor({
    kind: executor === 'thread' ? 'thread' : 'process',
    folder: join(cwd, '.ays/cache'),
    codecUrl: import.meta.resolve('@ays/capnp-codec'),
    sources,
    cwd,
    grace: GRACE,
  })
}
