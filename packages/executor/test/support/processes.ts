import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A zombie is dead: only its parent has not been told. */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Ends a process that may be gone. */
export function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is.
  }
}

/** True as soon as it is dead, false when it is not after a second. */
export async function isGone(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 1000 && isAlive(pid); waited += 10) await sleep(10)
  return !isAlive(pid)
}
