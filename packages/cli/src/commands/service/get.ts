import { AysError, type Json } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { valueAt } from '../../field-path.ts'
import { argument, service } from '../../flags.ts'
import { isMasked } from '../../render/value.ts'

export default class ServiceGet extends AysCommand {
  static override readonly summary = 'Print one field of a service, for scripts'
  static override readonly description =
    'A text is printed as it is, everything else as JSON. A dot leads into a struct or a list.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> node!web address',
    '<%= config.bin %> <%= command.id %> node!web disks.0.size',
    '<%= config.bin %> <%= command.id %> db!main password --secrets',
  ]
  static override readonly args = {
    service,
    field: argument({ name: 'FIELD', required: true, description: 'The field, or a path: a.b.0' }),
  }
  static override readonly flags = {
    secrets: Flags.boolean({ summary: 'Print secrets too' }),
  }

  override async run(): Promise<Json> {
    const { args, flags } = await this.parse(ServiceGet)
    const { api } = await this.open(flags)
    const { secrets } = flags
    const { data } = await api.showService(args.service, { ...this.options, secrets })
    const value = valueAt(data, args.field)
    if (!secrets && isMasked(value)) {
      throw new AysError('AYS_USAGE', `${args.field} of ${args.service} is secret`, {
        hint: 'Print it with --secrets.',
      })
    }
    this.log(typeof value === 'string' ? value : JSON.stringify(value))
    return value
  }
}
