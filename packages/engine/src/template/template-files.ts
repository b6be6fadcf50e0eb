import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FoundTemplate } from './find-templates.ts'

/** Names of files to texts that take their place; undefined where there is no file any more. */
export type FileChanges = ReadonlyMap<string, string | undefined>

/** The files of one template. */
export class TemplateFiles {
  readonly #found: Pick<FoundTemplate, 'folder' | 'files'>
  readonly #display: (path: string) => string
  readonly #changes: FileChanges

  constructor(
    found: Pick<FoundTemplate, 'folder' | 'files'>,
    display: (path: string) => string,
    changes: FileChanges = new Map(),
  ) {
    this.#found = found
    this.#display = display
    this.#changes = changes
  }

  has(name: string): boolean {
    if (this.#changes.has(name)) return this.#changes.get(name) !== undefined
    return this.#found.files.has(name)
  }

  /** Undefined when there is no such file. */
  async read(name: string): Promise<string | undefined> {
    if (this.#changes.has(name)) return this.#changes.get(name)
    return this.has(name) ? readFile(this.path(name), 'utf8') : undefined
  }

  path(name: string): string {
    return join(this.#found.folder, name)
  }

  /** As diagnostics name it. */
  display(name: string): string {
    return this.#display(this.path(name))
  }

  /** The files as they would be; nothing is written. */
  changed(changes: FileChanges): TemplateFiles {
    return new TemplateFiles(this.#found, this.#display, changes)
  }
}
