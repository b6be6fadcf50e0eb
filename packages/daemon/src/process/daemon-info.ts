import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What is known of a running daemon: `.ays/daemon.json` of each repository that it serves. */
export interface DaemonInfo {
  readonly pid: number
  /** When its process began, as the system counts; empty where that cannot be known. */
  readonly birth: string
  /** Epoch milliseconds. */
  readonly started: number
  /** Of the repositories. */
  readonly folders: readonly string[]
  /** HOST:PORT, where it listens to who has a token. */
  readonly listen?: string
  /** The file that it logs into. */
  readonly log: string
}

/** Where a daemon says that it serves this repository. */
export function daemonFile(folder: string): string {
  return path.join(folder, '.ays/daemon.json')
}

/** Where a daemon logs that was started for this repository. */
export function daemonLog(folder: string): string {
  return path.join(folder, '.ays/daemon.log')
}

/** The daemon that serves the repository in this folder; undefined when none does, whatever a dead one left. */
export function findDaemon(folder: string): DaemonInfo | undefined {
  const info = parseDaemonFile(readText(daemonFile(folder)) ?? '')
  return info && isAlive(info) ? info : undefined
}

/** What such a file says; undefined for what cannot be understood. */
export function parseDaemonFile(text: string): DaemonInfo | undefined {
  try {
    const info: unknown = JSON.parse(text)
    return isInfo(info) ? info : undefined
  } catch {
    return undefined
  }
}

/** The text of a file; undefined when there is none. */
export function readText(file: string): string | undefined {
  try {
    // At once: to start Node's pool of threads takes a command longer than to read it.
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** True when the process is there, and is not another one that got its number. */
export function isAlive({ pid, birth }: Pick<DaemonInfo, 'pid' | 'birth'>): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // It belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  return birth === '' || birth === birthOf(pid)
}

/** When a process began, in ticks since the machine did; empty where the system has no /proc. */
export function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program stands in parentheses and may hold any character.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function isInfo(value: unknown): value is DaemonInfo {
  return typeof value === 'object' && value !== null && 'pid' in value && 'birth' in value
}
