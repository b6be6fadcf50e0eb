import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A pattern of .gitignore, and why it is there. */
export interface Ignored {
  readonly pattern: string
  readonly why: string
}

/** Adds what the folder's .gitignore lacks, each below its reason; true when there was something to add. */
export async function gitIgnore(folder: string, ignored: readonly Ignored[]): Promise<boolean> {
  const path = join(folder, '.gitignore')
  const text = await readFile(path, 'utf8').catch(() => '')
  const missing = ignored.filter(({ pattern }) => !isIgnored(text, pattern))
  if (missing.length === 0) return false
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  const added = missing.map(({ pattern, why }) => `# ${why}\n${pattern}\n`)
  await writeFile(path, `${text}${gap}${added.join('')}`)
  return true
}

/** True when this text of a .gitignore has the pattern, in whatever form. */
export function isIgnored(text: string, pattern: string): boolean {
  return text.split('\n').some((line) => nameOf(line) === nameOf(pattern))
}

/** `/.ays`, `.ays/` and `.ays` all leave the folder out; to git a space before them is part of the name. */
function nameOf(line: string): string {
  return line.trimEnd().replaceAll(/^\/|\/$/g, '')
}
