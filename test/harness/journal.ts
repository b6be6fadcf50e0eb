import { readFile } from 'node:fs/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A file outside the repository in which actions write what they did: an effect that AYS cannot undo. */
export interface Journal extends AsyncDisposable {
  readonly file: string
  /** What was written so far, a line each, in the order in which it was written. */
  lines(): Promise<string[]>
  /** Text of an actions file whose exports each write `role!name.action`. */
  actions(...names: string[]): string
}

/** A new, empty journal. */
export async function openJournal(): Promise<Journal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ays-journal-'))
  const file = path.join(folder, 'journal')
  return {
    file,
    async lines() {
      const text = await readFile(file, 'utf8').catch(() => '')
      return text.split('\n').filter((line) => line !== '')
    },
    actions: (...names) => journalHelper(file) + names.map((name) => journalAction(name)).join(''),
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Text that declares `_write(service, action)`, which appends one line to the file at once. */
export function journalHelper(file: string): string {
  return `import { appendFileSync } from 'node:fs'
const _write = (service, action) =>
  appendFileSync(${JSON.stringify(file)}, service.role + '!' + service.name + '.' + action + '\\n')
`
}

/** Text of an action that writes its line and does what else is told. */
export function journalAction(name: string, also = ''): string {
  return `export const ${name} = async ({ service, args, log, ensure, signal, attempt }) => {
  _write(service, '${name}')
  ${also}
}
`
}
