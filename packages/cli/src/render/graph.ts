import type { GraphInfo } from '@ays/core'
import type { Screen } from './screen.ts'

type Node = GraphInfo['nodes'][number]

const ARROW = { parent: 'child of', consumes: 'consumes', needs: 'needs' } as const

/** Every node with what it needs below it. */
export function renderGraph({ nodes, edges }: GraphInfo, { paint }: Screen): string {
  if (nodes.length === 0) return 'Nothing to draw.'
  const labels = new Map(nodes.map((node) => [node.id, node.label]))
  const lines = new Map(nodes.map((node) => [node.id, [headline(node, paint)]]))
  for (const { from, to, kind } of edges) {
    lines.get(from)?.push(`  ${paint.dim(ARROW[kind])} ${labels.get(to) ?? to}`)
  }
  return [...lines.values()].flat().join('\n')
}

function headline({ label, state }: Node, paint: Screen['paint']): string {
  return state === undefined ? paint.bold(label) : `${paint.bold(label)}  ${state}`
}

/** For Graphviz. */
export function renderDot({ nodes, edges }: GraphInfo): string {
  return [
    'digraph ays {',
    '  rankdir=LR',
    // Whoever shows it may have wider letters than Graphviz reckons with: the margin is for them.
    '  node [shape=box, style=rounded, fontname="Helvetica,Arial,sans-serif", margin="0.25,0.1"]',
    ...nodes.map(
      ({ id, label, state }) =>
        `  ${quote(id)} [label=${quote(withState(label, state))}${colourOf(state)}]`,
    ),
    ...edges.map(({ from, to, kind }) => {
      const style = kind === 'parent' ? ' [style=bold]' : ''
      return `  ${quote(from)} -> ${quote(to)}${style}`
    }),
    '}',
  ].join('\n')
}

/** Of the states that a reader looks for first. */
const COLOURS: Readonly<Record<string, string>> = {
  ok: 'green4',
  error: 'red3',
  running: 'blue3',
  skipped: 'orange3',
  cancelled: 'orange3',
  changed: 'orange3',
  scheduled: 'blue3',
}

function colourOf(state = ''): string {
  const colour = COLOURS[state]
  return colour === undefined ? '' : `, color=${colour}`
}

/** A picture, drawn by Graphviz; nothing else has to be installed. */
export async function renderSvg(graph: GraphInfo): Promise<string> {
  const { instance } = await import('@viz-js/viz')
  return (await instance()).renderString(renderDot(graph), { format: 'svg' })
}

/** For Mermaid, as Markdown viewers draw it. */
export function renderMermaid({ nodes, edges }: GraphInfo): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]))
  return [
    'flowchart LR',
    ...nodes.map(
      ({ id, label, state }) => `  ${ids.get(id)}["${escapeMermaid(withState(label, state))}"]`,
    ),
    ...edges.map(({ from, to, kind }) => {
      const arrow = kind === 'parent' ? '==>' : '-->'
      return `  ${ids.get(from) ?? from} ${arrow} ${ids.get(to) ?? to}`
    }),
  ].join('\n')
}

function withState(label: string, state: string | undefined): string {
  return state === undefined ? label : `${label}\n${state}`
}

/** A quoted id of DOT: only quotes need a backslash, and line breaks are written as \n. */
function quote(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`)}"`
}

/** Mermaid has entities instead of escapes. */
function escapeMermaid(text: string): string {
  return text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('\n', '<br>')
}
