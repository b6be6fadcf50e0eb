import { Worker } from 'node:worker_threads'

/** How often the parent is looked at, milliseconds. */
const PERIOD = 200

/**
 * Kills this process and its group as soon as the parent is gone, also while the main thread spins:
 * a thread of its own looks after that. Programs that were detached lead another group and live on.
 */
export function watchParent(parent: number): void {
  const look = `if (process.ppid !== ${parent}) process.kill(-${process.pid}, 'SIGKILL')`
  new Worker(`${look}; setInterval(() => { ${look} }, ${PERIOD})`, {
    eval: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
  }).unref()
  // Sooner than workerpool, which would end only this process.
  process.prependListener('disconnect', () => process.kill(-process.pid, 'SIGKILL'))
}
