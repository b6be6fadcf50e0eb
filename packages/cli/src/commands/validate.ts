import { hasErrors, type ValidateReport } from '@ays/core'
import { blueprintFiles } from '@ays/engine'
import { AysCommand } from '../ays-command.ts'
import { EXIT } from '../exit-codes.ts'
import { blueprints } from '../flags.ts'
import { countDiagnostics } from '../render/diagnostics.ts'
import { count } from '../render/text.ts'

export default class Validate extends AysCommand {
  static override readonly summary = 'Tell every fault of blueprints, with file, line and column'
  static override readonly description =
    'Reads the blueprints and their templates. Changes nothing, runs nothing.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> blueprints/site.yaml',
  ]
  static override readonly args = { blueprint: blueprints }

  override async run(): Promise<ValidateReport> {
    const { args, flags } = await this.parse(Validate)
    const { api, repository } = await this.open(flags)
    const report = await api.validate(blueprintFiles(repository, args.blueprint), this.options)
    this.tell(report.diagnostics)
    const found = countDiagnostics(report.diagnostics)
    this.log(found === '' ? `${count(report.services, 'service')}, no faults.` : `${found}.`)
    if (hasErrors(report.diagnostics)) process.exitCode = EXIT.invalid
    return report
  }
}
