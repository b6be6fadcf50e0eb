import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ReadText } from './render/diagnostics.ts'

/** Reads the files that diagnostics name: from the repository, else from where the command was called. */
export function textReader(folder: string): ReadText {
  return (file) => {
    for (const path of [join(folder, file), resolve(file)]) {
      try {
        return readFileSync(path, 'utf8')
      } catch {
        // The next place.
      }
    }
    return undefined
  }
}
