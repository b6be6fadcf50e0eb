import { hasErrors, type TemplateCheck as Check } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { EXIT } from '../../exit-codes.ts'
import { templates } from '../../flags.ts'
import { countDiagnostics } from '../../render/diagnostics.ts'
import { count } from '../../render/text.ts'

export default class TemplateCheck extends AysCommand {
  static override readonly summary = 'Tell every fault of templates: schema, links, actions, types'
  static override readonly description =
    'Runs no action. Faults of types are found when TypeScript is installed in the repository, or beside AYS; a template without a tsconfig.json of its own is checked strictly.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> node.docker',
  ]
  static override readonly args = { template: templates }

  override async run(): Promise<Check> {
    const { args, flags } = await this.parse(TemplateCheck)
    const { api } = await this.open(flags)
    const check = await api.checkTemplates(args.template ?? [], this.options)
    this.tell(check.diagnostics)
    if (check.untyped !== undefined) this.warn(`types were not checked. ${check.untyped}`)
    const found = countDiagnostics(check.diagnostics)
    const looked = count(check.templates.length, 'template')
    this.log(found === '' ? `${looked}, no faults.` : `${looked}, ${found}.`)
    if (hasErrors(check.diagnostics)) process.exitCode = EXIT.invalid
    return check
  }
}
