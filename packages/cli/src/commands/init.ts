import { resolve } from 'node:path'
import { initRepository } from '@ays/engine'
import { Flags } from '@oclif/core'
import { AysCommand } from '../ays-command.ts'
import { argument } from '../flags.ts'

export default class Init extends AysCommand {
  static override readonly summary = 'Make a new repository, with an example that works'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> my-infra',
    '<%= config.bin %> <%= command.id %> --bare',
  ]
  static override readonly args = {
    dir: argument({ default: '.', description: 'The folder, made when it is missing' }),
  }
  static override readonly flags = {
    bare: Flags.boolean({ summary: 'Without the example' }),
  }

  override async run(): Promise<{ folder: string; files: string[] }> {
    const { args, flags } = await this.parse(Init)
    const folder = resolve(args.dir)
    const files = await initRepository(folder, { bare: flags.bare })
    this.log(`Made a repository in ${folder}: ${files.join(', ')}.`)
    this.log(args.dir === '.' ? 'Next: ays plan' : `Next: cd ${args.dir} && ays plan`)
    return { folder, files }
  }
}
