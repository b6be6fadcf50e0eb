import { createWriteStream } from 'node:fs'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { restoreStore, type TransferReport } from '@ays/engine'
import { Flags } from '@oclif/core'
import { CareCommand } from '../../care-command.ts'
import { argument } from '../../flags.ts'

export default class StoreRestore extends CareCommand {
  static override readonly summary = 'Put a backup into the store'
  static override readonly description = `Reads the file through first: one that is cut or damaged changes nothing. A store that holds the repository
already is replaced as a whole with --force: what the backup does not have is gone afterwards. Interrupted, the
same command goes on where it was; until it has ended the store cannot be used.`
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> site.ays-backup',
    '<%= config.bin %> <%= command.id %> site.ays-backup --force',
  ]
  static override readonly args = {
    file: argument({ required: true, description: 'The backup; - for standard input' }),
  }
  static override readonly flags = {
    force: Flags.boolean({
      summary: 'Also when the store holds this repository: replace all of it',
    }),
  }

  override async run(): Promise<TransferReport> {
    const { args, flags } = await this.parse(StoreRestore)
    const { repository, codec, store } = await this.openStore(flags)
    const file = args.file === '-' ? await this.#read() : resolve(args.file)
    const report = await this.withProgress((options) =>
      restoreStore({
        repository: repository.id,
        codec,
        store,
        file,
        force: flags.force,
        ...options,
      }),
    )
    this.logContents(report)
    return report
  }

  /** It is read several times. */
  async #read(): Promise<string> {
    const file = join(await this.makeFolder(), 'backup')
    await pipeline(process.stdin, createWriteStream(file, { mode: 0o600 }), this.options)
    return file
  }
}
