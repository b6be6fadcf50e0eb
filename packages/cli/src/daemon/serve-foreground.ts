import type { LogLevel } from '@ays/core'
import { type Listen, runDaemon } from '@ays/daemon'
import { loadPlugins, type Plugins } from '../load-plugins.ts'
import { describeBroken } from '../plugins/broken-plugin.ts'
import { loadConfig, type LoadedConfig } from '../plugins/load-config.ts'
import { fingerprintOf, openServed } from './open-served.ts'

export interface ServeOptions {
  readonly folders: readonly string[]
  readonly listen?: Listen
  readonly rateLimit?: number
  readonly level: LogLevel
  /** Ends the daemon. */
  readonly signal: AbortSignal
  /** Ends its waiting for jobs. */
  readonly now: AbortSignal
  /** Of the CLI: where its plugins are found. */
  readonly root: string
}

/** The daemon in this process, which also logs to stdout; SIGHUP reads ays.yaml and plugins again. As runDaemon(). */
export async function serveForeground({ root, ...options }: ServeOptions): Promise<void> {
  // As they are now: a daemon outlives what is installed and removed.
  const installed = () => loadConfig(root)
  let reload: (() => Promise<void>) | undefined
  const hangUp = () => void reload?.()
  process.on('SIGHUP', hangUp)
  try {
    await runDaemon({
      ...options,
      output: process.stdout,
      open: async (folder, how) =>
        openServed(folder, addedBy(await installed(), how.onWarning), how),
      fingerprint: async (folder) => fingerprintOf(folder, (await installed()).config.plugins),
      onReady: (given) => {
        reload = given
      },
    })
  } finally {
    process.off('SIGHUP', hangUp)
  }
}

function addedBy({ config, broken }: LoadedConfig, onWarning: (text: string) => void): Plugins {
  const plugins = loadPlugins(config.plugins.values(), config.version)
  for (const each of [...broken, ...plugins.broken]) onWarning(describeBroken(each))
  return plugins
}
