import type { TemplateList as Templates } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { renderTemplates } from '../../render/templates.ts'

export default class TemplateList extends AysCommand {
  static override readonly summary =
    'List the templates in reach, and what is wrong with the others'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<Templates> {
    const { flags } = await this.parse(TemplateList)
    const { api } = await this.open(flags)
    const list = await api.listTemplates(this.options)
    this.tell(list.diagnostics)
    this.log(renderTemplates(list.templates, this.screen))
    return list
  }
}
