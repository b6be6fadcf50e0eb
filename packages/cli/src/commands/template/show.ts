import type { TemplateDetail } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { argument } from '../../flags.ts'
import { renderTemplatePage } from '../../render/template-page.ts'
import { renderTemplate } from '../../render/templates.ts'

export default class TemplateShow extends AysCommand {
  static override readonly summary = 'Show a template: fields, links, actions'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> node.docker',
    '<%= config.bin %> <%= command.id %> web --format markdown > docs/web.md',
  ]
  static override readonly args = {
    template: argument({ required: true, description: 'Its name' }),
  }
  static override readonly flags = {
    format: Flags.option({
      options: ['text', 'markdown'] as const,
      default: 'text',
      summary: 'How to write it: markdown is a page of documentation, with an example',
    })(),
  }

  override async run(): Promise<TemplateDetail> {
    const { args, flags } = await this.parse(TemplateShow)
    const { api } = await this.open(flags)
    const template = await api.showTemplate(args.template, this.options)
    const { format } = flags
    this.log(
      format === 'text' ? renderTemplate(template, this.screen) : renderTemplatePage(template),
    )
    return template
  }
}
