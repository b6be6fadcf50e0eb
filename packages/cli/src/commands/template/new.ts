import type { NewTemplateReport } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { argument } from '../../flags.ts'

const SCHEMAS = ['hrd', 'capnp'] as const

export default class TemplateNew extends AysCommand {
  static override readonly summary = 'Make a template that works, to be changed'
  static override readonly description =
    'Below templates/: a schema, actions with their types, actor.yaml and a README. The part of its name before the first dot is the role.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> site',
    '<%= config.bin %> <%= command.id %> node.docker --schema capnp',
  ]
  static override readonly args = {
    name: argument({ required: true, description: 'Its name' }),
  }
  static override readonly flags = {
    schema: Flags.option({
      options: SCHEMAS,
      default: 'hrd' as const,
      summary: 'The language of its schema',
    })(),
  }

  override async run(): Promise<NewTemplateReport> {
    const { args, flags } = await this.parse(TemplateNew)
    const { api } = await this.open(flags)
    const report = await api.createTemplate({ name: args.name, schema: flags.schema }, this.options)
    this.log(`Made ${report.folder}: ${report.files.join(', ')}.`)
    this.log(`Next: ays template check ${args.name}`)
    return report
  }
}
