import { createReadStream } from 'node:fs'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AysError } from '@ays/core'
import { backupStore, type Contents } from '@ays/engine'
import { Flags } from '@oclif/core'
import { CareCommand } from '../../care-command.ts'
import { argument } from '../../flags.ts'

export default class StoreBackup extends CareCommand {
  static override readonly summary = 'Write all that the store holds into one file'
  static override readonly description = `The file can be restored into any store. It holds the state of one moment, also while others work with a
shared store, and all secrets: only its owner may read it.`
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> site.ays-backup',
    '<%= config.bin %> <%= command.id %> - | ssh backup@host "cat > site.ays-backup"',
  ]
  static override readonly args = {
    file: argument({ required: true, description: 'A new file; - for standard output' }),
  }
  static override readonly flags = {
    force: Flags.boolean({ summary: 'Replace a file that is there' }),
  }

  override async run(): Promise<Contents> {
    const { args, flags } = await this.parse(StoreBackup)
    const piped = args.file === '-'
    if (piped && this.jsonEnabled()) {
      throw new AysError('AYS_USAGE', 'standard output takes the backup or the document of --json')
    }
    const { repository, codec, store } = await this.openStore(flags)
    // Its counts stand at its beginning: a pipe has to wait for all of it.
    const file = piped ? join(await this.makeFolder(), 'backup') : resolve(args.file)
    const contents = await this.withProgress((options) =>
      backupStore({
        repository: repository.id,
        codec,
        store,
        file,
        force: flags.force,
        ays: this.config.version,
        ...options,
      }),
    )
    if (piped) await pipeline(createReadStream(file), process.stdout, { end: false })
    else this.logContents(contents)
    return contents
  }
}
