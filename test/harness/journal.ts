import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * A file outside the repository in which actions write what they did, a line each: effects that AYS
 * cannot undo. A line is `role!name action`, or what an action noted.
 */
export interface Journal extends AsyncDisposable {
  /** What was written so far, in the order in which it was written. */
  lines(): Promise<string[]>
  /** From now on the action throws after it wrote its line. */
  fail(line: string): Promise<void>
  /** Lets the actions go on that wait for the file `_file + '.free'`. */
  free(): Promise<void>
  /** From now on it succeeds again. */
  mend(line: string): Promise<void>
  /**
   * Text of an actions file. Each of the names is an action that writes its line; `code` is added, and may
   * call `_do(action, context)` to do the same and `_note(text)` to write anything else.
   */
  actions(names: readonly string[], code?: string): string
}

/** A new, empty journal. */
export async function openJournal(): Promise<Journal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ays-journal-'))
  const file = path.join(folder, 'journal')
  const failFile = (line: string) => `${file}.fail.${line}`
  return {
    async lines() {
      const text = await readFile(file, 'utf8').catch(() => '')
      return text.split('\n').filter((line) => line !== '')
    },
    fail: (line) => writeFile(failFile(line), ''),
    free: () => writeFile(`${file}.free`, ''),
    mend: (line) => rm(failFile(line)),
    actions: (names, code = '') => [helper(file), ...names.map(writing), code].join('\n'),
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function helper(file: string): string {
  return `import { appendFileSync, existsSync } from 'node:fs'
const _file = ${JSON.stringify(file)}
const _note = (text) => appendFileSync(_file, text + '\\n')
const _do = (action, { service }) => {
  const line = service.role + '!' + service.name + ' ' + action
  _note(line)
  if (existsSync(_file + '.fail.' + line)) throw new Error(line + ' was told to fail')
}`
}

function writing(action: string): string {
  // Through another name: `delete` is none that a constant could have.
  return `const _${action} = (context) => _do('${action}', context)\nexport { _${action} as ${action} }`
}
