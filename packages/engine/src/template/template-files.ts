import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FoundTemplate } from './find-templates.ts'

/** The files of one template. */
export class TemplateFiles {
  readonly #found: FoundTemplate
  readonly #display: (path: string) => string

  constructor(found: FoundTemplate, display: (path: string) => string) {
    this.#found = found
    this.#display = display
  }

  has(name: string): boolean {
    return this.#found.files.has(name)
  }

  /** Undefined when there is no such file. */
  async read(name: string): Promise<string | undefined> {
    return this.has(name) ? readFile(this.path(name), 'utf8') : undefined
  }

  path(name: string): string {
    return join(this.#found.folder, name)
  }

  /** As diagnostics name it. */
  display(name: string): string {
    return this.#display(this.path(name))
  }
}
