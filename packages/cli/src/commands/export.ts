import type { ExportReport } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../ays-command.ts'
import { argument } from '../flags.ts'
import { type Written, writeExport } from '../port-folder.ts'
import { count } from '../render/text.ts'

/** What --json prints. */
export type Exported = Omit<ExportReport, 'files'> & Written & { readonly folder: string }

export default class Export extends AysCommand {
  static override readonly summary = 'Write services and actors as files, for git'
  static override readonly description = `Every service is a folder with its states, links and data, below the one of its parent; every actor is one with its
schema and code. The same repository always gives the same files, and only what differs is written. History, runs, queue,
events and tokens are not in it: they are in a backup of the store.`
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> state',
    '<%= config.bin %> <%= command.id %> /mnt/safe/state --secrets',
  ]
  static override readonly args = {
    dir: argument({ required: true, description: 'The folder, made when it is missing' }),
  }
  static override readonly flags = {
    secrets: Flags.boolean({
      summary: 'Write secret values too: without them, an import elsewhere is refused',
    }),
  }

  override async run(): Promise<Exported> {
    const { args, flags } = await this.parse(Export)
    const { api } = await this.open(flags)
    const { files, ...report } = await api.exportServices({ secrets: flags.secrets }, this.options)
    const written = await writeExport(args.dir, files, { closed: flags.secrets })
    const what = `${count(report.services, 'service')} and ${count(report.actors, 'actor')}`
    this.log(
      `Exported ${what} to ${args.dir}: ${count(written.written, 'file')} written, ${written.removed} removed.`,
    )
    this.#tellSecrets(report.secrets, flags.secrets)
    return { folder: args.dir, ...report, ...written }
  }

  #tellSecrets(secrets: number, shown: boolean): void {
    if (secrets === 0) return
    const values = count(secrets, 'secret value')
    if (shown) this.warn(`the files hold ${values} in the open: keep them where nobody else reads`)
    else this.tellBeside(`${values} masked: to import elsewhere, export with --secrets.`)
  }
}
