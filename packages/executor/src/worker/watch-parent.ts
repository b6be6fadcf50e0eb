import { Worker } from 'node:worker_threads'
import type { ProgramGroups } from './program-groups.ts'

/** How often the parent is looked at, milliseconds. */
const PERIOD = 200

/**
 * Kills the programs of this process, and itself with its group, as soon as the parent is gone, also
 * while the main thread spins: a thread of its own looks after that. What was detached lives on.
 */
export function watchParent(parent: number, programs: ProgramGroups): void {
  const look = `
    const { workerData } = require('node:worker_threads')
    const kill = (group) => { try { process.kill(-group, 'SIGKILL') } catch {} }
    const look = () => {
      if (process.ppid === ${parent}) return
      for (const group of workerData) if (group > 0) kill(group)
      kill(process.pid)
    }
    look()
    setInterval(look, ${PERIOD})`
  new Worker(look, {
    eval: true,
    execArgv: [],
    workerData: programs.shared,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
  }).unref()
  // Sooner than workerpool, which would end only this process.
  process.prependListener('disconnect', () => {
    programs.killAll()
    process.kill(-process.pid, 'SIGKILL')
  })
}
