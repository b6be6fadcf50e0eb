import { describe, expect, it } from 'vitest'
import { renderDot, renderGraph, renderMermaid, renderSvg } from '../../src/render/graph.ts'
import { plainScreen } from '../../src/render/screen.ts'

const graph = {
  nodes: [
    { id: 'node!web', label: 'node!web', state: 'ok' },
    { id: 'site!"b"', label: 'site!"b"' },
  ],
  edges: [
    { from: 'site!"b"', to: 'node!web', kind: 'parent' },
    { from: 'site!"b"', to: 'disk!gone', kind: 'consumes' },
  ],
} as const

describe('a graph', () => {
  it('as text has what a service needs below it', () => {
    expect(renderGraph(graph, plainScreen)).toBe(
      'node!web  ok\nsite!"b"\n  child of node!web\n  consumes disk!gone',
    )
  })

  it('as DOT escapes what would end a name', () => {
    const text = renderDot(graph)
    expect(text).toContain(String.raw`"node!web" [label="node!web\nok", color=green4]`)
    expect(text).toContain(String.raw`"site!\"b\"" -> "node!web" [style=bold]`)
  })

  it('as DOT colours what failed, runs or waits', () => {
    const failed = { nodes: [{ id: 'a', label: 'a', state: 'error' }], edges: [] }
    expect(renderDot(failed)).toContain(String.raw`"a" [label="a\nerror", color=red3]`)
  })

  it('as SVG is drawn, whatever the names', async () => {
    const svg = await renderSvg(graph)
    expect(svg).toContain('site!&quot;b&quot;')
    expect(svg).toContain('</svg>')
  })

  it('as Mermaid has short ids and escaped labels', () => {
    expect(renderMermaid(graph)).toBe(
      [
        'flowchart LR',
        '  n0["node!web<br>ok"]',
        '  n1["site!#quot;b#quot;"]',
        '  n1 ==> n0',
        '  n1 --> disk!gone',
      ].join('\n'),
    )
  })
})
