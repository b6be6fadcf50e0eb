import { hasErrors, type TypesReport } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { EXIT } from '../../exit-codes.ts'
import { templates } from '../../flags.ts'
import { renderTypes } from '../../render/templates.ts'

export default class TemplateTypes extends AysCommand {
  static override readonly summary = 'Write schema.gen.ts: the types of what actions get'
  static override readonly description =
    'One file beside each template with an actions.ts: the data of its services, who their parent and producers are, and the arguments that actor.yaml types. Exit code 2 when --check finds one that is not as it should be, or when a template has faults.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --check',
  ]
  static override readonly args = { template: templates }
  static override readonly flags = {
    check: Flags.boolean({
      summary: 'Write nothing: only say which files are not as they should be',
    }),
  }

  override async run(): Promise<TypesReport> {
    const { args, flags } = await this.parse(TemplateTypes)
    const { api } = await this.open(flags)
    const request = { names: args.template ?? [], check: flags.check }
    const report = await api.writeTypes(request, this.options)
    this.tell(report.diagnostics)
    this.log(renderTypes(report, this.screen))
    const stale = report.files.some(({ state }) => state === 'stale')
    if (stale || hasErrors(report.diagnostics)) process.exitCode = EXIT.invalid
    return report
  }
}
