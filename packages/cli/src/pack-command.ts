import { readRepository } from '@ays/engine'
import type { OpenAys } from '@ays/pack-kit'
import { createApp } from './app.ts'
import { AysCommand } from './ays-command.ts'

/** A command that works on a pack, in a repository of its own that is gone afterwards. */
export abstract class PackCommand extends AysCommand {
  /** How that repository is opened; types are checked with the TypeScript of the pack. */
  protected openFor(pack: string): OpenAys {
    const plugins = this.plugins()
    return async (folder, options) =>
      createApp({
        ...options,
        repository: await readRepository(folder),
        plugins,
        onWarning: this.onWarning,
        compilerFrom: pack,
      })
  }
}
