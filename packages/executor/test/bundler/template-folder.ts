import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { BundledAction } from '@ays/core'
import { EsbuildBundler } from '@ays/executor'

/** A folder under the temporary one with a template and a bundler's cache in it. */
export class TemplateFolder implements AsyncDisposable {
  readonly path: string
  readonly cache: string

  private constructor(path: string) {
    this.path = path
    this.cache = join(path, '.cache')
  }

  static async create(files: Readonly<Record<string, string>> = {}): Promise<TemplateFolder> {
    const folder = new TemplateFolder(await mkdtemp(join(tmpdir(), 'ays-bundler-')))
    await folder.write(files)
    return folder
  }

  /** Of a file of the template `site`. */
  at(name: string): string {
    return join(this.path, 'site', name)
  }

  async write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(this.at(name)), { recursive: true })
      await writeFile(this.at(name), text)
    }
  }

  /** What a new bundler makes of an actions file. */
  async bundle(file = 'actions.ts'): Promise<readonly BundledAction[]> {
    await using bundler = new EsbuildBundler({ cache: this.cache })
    return await bundler.bundle(this.at(file))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true })
  }
}

/** Runs a bundle as a worker would load it: it has nothing but its own text. */
export async function runBundle({ code }: Pick<BundledAction, 'code'>, argument: unknown) {
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  if (typeof module === 'object' && module !== null && 'default' in module) {
    if (typeof module.default === 'function') return module.default(argument)
  }
  throw new Error('the bundle has no default export that is a function')
}
