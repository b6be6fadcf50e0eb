import { type Stats, statSync } from 'node:fs'

/**
 * What stands at a path; undefined where nothing does that can be looked at. At once, as all that a command reads
 * before it works: to start Node's pool of threads takes longer than the answer.
 */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
