import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'
import { siteFiles } from './site.ts'

describe('ays graph', () => {
  let journal: Journal
  let repository: TempRepository
  let run = ''

  beforeAll(async () => {
    journal = await openJournal()
    repository = await createRepository(siteFiles(journal))
    await journal.fail('web!shop install')
    await repository.ays('apply', '--yes')
    run = documentOf(await repository.ays('run', 'show', '--json'), 'run').id
  })

  afterAll(async () => {
    await repository[Symbol.asyncDispose]()
    await journal[Symbol.asyncDispose]()
  })

  const draw = async (...args: string[]) => {
    const drawn = await repository.ays('graph', ...args)
    expect(drawn).toMatchObject({ exitCode: 0, stderr: '' })
    return drawn
  }

  it('draws services and their links, as text unless told', async () => {
    expect((await draw()).stdout).toBe(
      'db!main  ok\nqueue!mail  ok\n  consumes db!main\nweb!shop  error\n  consumes db!main\n',
    )
  })

  it('draws the jobs of a run, by what they need', async () => {
    const { stdout } = await draw('--run', run)
    expect(stdout).toContain('web!shop install  error\n  needs db!main install\n')
    expect(stdout).toContain('web!shop start  skipped\n')
  })

  it('gives the same as data, by --json and by --format json', async () => {
    const graph = documentOf(await draw('--run', run, '--json'), 'graph')
    expect(documentOf(await draw('--run', run, '--format', 'json'), 'graph')).toEqual(graph)
    expect(graph.nodes).toHaveLength(6)
    const { id = '' } = graph.nodes.find(({ label }) => label === 'web!shop start') ?? {}
    const needs = graph.edges.flatMap(({ from, to }) => (from === id ? [to] : []))
    const labels = graph.nodes.flatMap((node) => (needs.includes(node.id) ? [node.label] : []))
    expect(labels.toSorted()).toEqual(['db!main start', 'web!shop install'])
  })

  it('writes DOT that Graphviz draws, as SVG without anything installed', async () => {
    for (const of of [[], ['--run', run]]) {
      const dot = (await draw('--format', 'dot', ...of)).stdout
      expect(dot).toMatch(/^digraph ays \{\n/)
      const svg = (await draw('--format', 'svg', ...of)).stdout
      expect(svg).toMatch(/^<\?xml [\s\S]*<svg [\s\S]*<\/svg>\s*$/)
      expect(count(svg, 'class="node"')).toBe(count(dot, ' [label='))
      expect(count(svg, 'class="edge"')).toBe(count(dot, ' -> '))
      expect(svg).toContain('web!shop')
    }
  })

  it('writes Mermaid', async () => {
    const { stdout } = await draw('--format', 'mermaid', '--run', run)
    const [head, ...lines] = stdout.trimEnd().split('\n')
    expect(head).toBe('flowchart LR')
    for (const line of lines) expect(line).toMatch(/^ {2}(n\d+\["[^"]+"\]|n\d+ --> n\d+)$/)
    expect(lines).toContainEqual(expect.stringContaining('["web!shop install<br>error"]'))
  })

  it('of a run that there is not exits with 2', async () => {
    const none = await repository.ays('graph', '--run', '01J00000000000000000000000')
    expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('ays run list') })
  })
})

function count(text: string, part: string): number {
  return text.split(part).length - 1
}
