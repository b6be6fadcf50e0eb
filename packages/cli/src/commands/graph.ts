import type { GraphInfo } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../ays-command.ts'
import { defined } from '../defined.ts'
import { renderDot, renderGraph, renderMermaid, renderSvg } from '../render/graph.ts'

export default class Graph extends AysCommand {
  static override readonly summary = 'Show services and their links, or the jobs of a run'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --format svg > services.svg',
    '<%= config.bin %> <%= command.id %> --run 01JD8Z4W7M3QK9T5V2X6B1N0RA --format mermaid',
  ]
  static override readonly flags = {
    run: Flags.string({ helpValue: 'ID', summary: 'The jobs of this run instead of the services' }),
    format: Flags.option({
      options: ['text', 'dot', 'mermaid', 'svg', 'json'] as const,
      default: 'text',
      summary: 'How to write it',
    })(),
  }

  override async run(): Promise<GraphInfo> {
    const { flags } = await this.parse(Graph)
    const { api } = await this.open(flags)
    const graph = await api.graph(defined({ run: flags.run }), this.options)
    const render = {
      text: () => renderGraph(graph, this.screen),
      dot: () => renderDot(graph),
      mermaid: () => renderMermaid(graph),
      svg: () => renderSvg(graph),
      json: () => JSON.stringify(graph, undefined, 2),
    }
    this.log(await render[flags.format]())
    return graph
  }
}
