import { describe, expect, it } from 'vitest'
import { findCandidates } from '../../src/completion/find-candidates.ts'
import type { CommandShape, Grammar } from '../../src/completion/grammar.ts'
import { renderCandidates, type Shell, wordsFrom } from '../../src/completion/shells.ts'

const json = { name: 'json', type: 'boolean' } as const
const state = { name: 'state', type: 'option', options: ['ok', 'error'], multiple: true } as const
const follow = { name: 'follow', char: 'f', type: 'boolean' } as const
const target = { name: 'target', char: 't', type: 'option' } as const

function command(id: string, args: readonly string[], flags: CommandShape['flags']): CommandShape {
  const shapes = args.map((arg) => {
    const name = arg.replace('…', '')
    return [name, { name, multiple: arg !== name }]
  })
  return { id, args: Object.fromEntries(shapes), flags: { json, ...flags } }
}

const grammar: Grammar = {
  commands: [
    command('plan', ['blueprint…'], { target }),
    command('run', [], { target }),
    command('run:list', [], { state, follow }),
    command('run:show', ['run'], {}),
    command('service:state', ['service', 'action'], {}),
    command('template:check', ['template…'], {}),
    command('pack:test', [], { template: { name: 'template', type: 'option' } }),
    { ...command('complete', [], {}), hidden: true },
  ],
  topics: { service: 'look at services' },
}

/** Words, the last one being typed; what it can become, and the kind of names that can stand there. */
const LINES: readonly (readonly [line: string, candidates: string, names?: object])[] = [
  ['', 'plan run service template pack'],
  ['ru', 'plan run service template pack'],
  ['run ', 'list show'],
  ['run --', 'list show --json --target'],
  ['run list --', '--json --state --follow'],
  ['run list --json --', '--state --follow'],
  ['run list --state ok --', '--json --state --follow'],
  ['run list --state ', 'ok error'],
  ['run list --state=', 'ok error'],
  ['run list -f ', ''],
  ['run show ', '', { kind: 'run' }],
  ['run show --json ', '', { kind: 'run' }],
  ['run show A ', ''],
  ['run -t ', '', { kind: 'service' }],
  ['run --target web!shop --', '--json'],
  ['service ', 'state'],
  ['service state ', '', { kind: 'service' }],
  ['service state web!shop ', '', { kind: 'action', service: 'web!shop' }],
  [String.raw`service state web\!shop `, '', { kind: 'action', service: 'web!shop' }],
  ["service state 'web!shop' ", '', { kind: 'action', service: 'web!shop' }],
  ['template check a b ', '', { kind: 'template' }],
  ['pack test --template ', ''],
  ['plan ', ''],
  ['nonsense ', ''],
]

const typedOf = (word: string) => findCandidates(['service', 'state', word], grammar).typed

describe('what a word can become', () => {
  it.each(LINES.map(([line, candidates, names]) => ({ line, candidates, names })))(
    'of "ays $line" is "$candidates", and names of $names',
    ({ line, candidates, names }) => {
      const found = findCandidates(line.split(' '), grammar)
      expect(found.candidates.map(({ value }) => value).join(' ')).toBe(candidates)
      expect(found.names).toEqual(names)
    },
  )

  it('is asked for without the quotes that the shell has not closed', () => {
    expect(["'web!s", '"web!s', String.raw`web\!s`].map(typedOf)).toEqual(Array(3).fill('web!s'))
  })

  it('has the description of its topic', () => {
    expect(findCandidates([''], grammar).candidates).toContainEqual({
      value: 'service',
      text: 'look at services',
    })
  })
})

describe('a shell', () => {
  const candidates = [
    { value: 'ok', text: 'done: all' },
    { value: 'error', text: '' },
  ]
  it.each<[Shell, string]>([
    ['bash', 'ok\n'],
    ['zsh', 'ok:done: all\n'],
    ['fish', '--state=ok\tdone: all\n'],
  ])('gets what begins with what is typed: %s', (shell, lines) => {
    const completion = { typed: 'o', before: '--state=', candidates: [] }
    expect(renderCandidates(shell, completion, candidates)).toBe(lines)
  })

  it('may take --flag=value apart', () => {
    const words = ['run', '--state', '=', 'o']
    expect(wordsFrom('bash', words)).toEqual(['run', '--state=o'])
    expect(wordsFrom('bash', ['run', '--state', '='])).toEqual(['run', '--state='])
    expect(wordsFrom('fish', ['a', '='])).toEqual(['a', '='])
  })
})
