import { relative } from 'node:path'
import { initRepository } from '@ays/engine'
import { newPack, type NewPackReport } from '@ays/pack-kit'
import { argument } from '../../flags.ts'
import { PackCommand } from '../../pack-command.ts'

export default class PackNew extends PackCommand {
  static override readonly summary = 'Make a pack with a template that works, to be changed'
  static override readonly description =
    'An npm package: templates/, a unit test, types and a README; and a repository, to work on it with ays template. It passes ays pack test as it is. The template is called as the pack, without a scope and "ays-pack-".'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> ays-pack-notes',
    '<%= config.bin %> <%= command.id %> @who/ays-pack-notes notes',
  ]
  static override readonly args = {
    name: argument({ required: true, description: 'Its name for npm' }),
    dir: argument({ description: 'The folder to make; by default the name without a scope' }),
  }

  override async run(): Promise<NewPackReport> {
    const { args } = await this.parse(PackNew)
    const { name, dir = name.replace(/^@[^/]*\//, '') } = args
    const made = await newPack({ name, folder: dir, open: this.openFor(dir) })
    const repository = await initRepository(made.folder, { bare: true })
    const files = [...new Set([...made.files, ...repository])].toSorted()
    const folder = relative('', made.folder)
    this.log(`Made ${folder}: ${files.join(', ')}.`)
    this.log(`Next: cd ${folder} && ays pack test`)
    return { ...made, files }
  }
}
