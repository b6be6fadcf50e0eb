import type { TemplateDetail } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { argument } from '../../flags.ts'
import { renderTemplate } from '../../render/templates.ts'

export default class TemplateShow extends AysCommand {
  static override readonly summary = 'Show a template: fields, links, actions'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> node.docker']
  static override readonly args = {
    template: argument({ required: true, description: 'Its name' }),
  }

  override async run(): Promise<TemplateDetail> {
    const { args, flags } = await this.parse(TemplateShow)
    const { api } = await this.open(flags)
    const template = await api.showTemplate(args.template, this.options)
    this.log(renderTemplate(template, this.screen))
    return template
  }
}
