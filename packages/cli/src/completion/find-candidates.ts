import type { ArgShape, Candidate, CommandShape, FlagShape, Grammar, NameKind } from './grammar.ts'
import { kindOf } from './grammar.ts'

/** What the last word of a command line can become. */
export interface Completion {
  /** What is typed of it. */
  readonly typed: string
  /** What stands before it in the same word: a flag with its `=`. */
  readonly before: string
  /** Those that are known without a repository. */
  readonly candidates: readonly Candidate[]
  /** Names of a repository that can stand there, too. */
  readonly names?: NamesWanted
}

export interface NamesWanted {
  readonly kind: NameKind
  /** An address among the words before: actions are those of this service. */
  readonly service?: string
}

/** What can stand in the place of the last of these words, which follow `ays`; the last one may be empty. */
export function findCandidates(words: readonly string[], grammar: Grammar): Completion {
  const done = words.slice(0, -1).map(unquote)
  const typed = unquote(words.at(-1) ?? '')
  const command = commandOf(done, grammar)
  const rest = done.slice(command?.id.split(':').length ?? 0)
  const next = rest.length === 0 || !command ? nextWords(done, grammar) : []
  if (!command) return { typed, before: '', candidates: next }
  const inCommand = completeIn(command, rest, typed)
  return { ...inCommand, candidates: [...next, ...inCommand.candidates] }
}

/** What a shell would make of a word that may not be closed yet. */
function unquote(word: string): string {
  return word.replace(/^['"]/, '').replaceAll(/\\(.)|['"]$/g, '$1')
}

/** The command with the most words that these begin with. */
function commandOf(words: readonly string[], { commands }: Grammar): CommandShape | undefined {
  for (let length = words.length; length > 0; length -= 1) {
    const id = words.slice(0, length).join(':')
    const found = commands.find((command) => command.id === id)
    if (found) return found
  }
  return undefined
}

function nextWords(done: readonly string[], { commands, topics }: Grammar): Candidate[] {
  const prefix = done.map((word) => `${word}:`).join('')
  const found = new Map<string, string>()
  for (const { id, hidden, summary = '' } of commands) {
    if (hidden === true || !id.startsWith(prefix)) continue
    const [word = '', ...below] = id.slice(prefix.length).split(':')
    if (word === '') continue
    if (below.length === 0) found.set(word, summary)
    else if (!found.has(word)) found.set(word, topics[prefix + word] ?? '')
  }
  return Array.from(found, ([value, text]) => ({ value, text }))
}

function completeIn(command: CommandShape, rest: readonly string[], typed: string): Completion {
  const open = flagOf(command, rest.at(-1) ?? '')
  if (open?.type === 'option') return { typed, before: '', ...valuesOf(command, open, rest) }
  const [flag = '', value] = split(typed)
  const given = flagOf(command, flag)
  if (value !== undefined && given) {
    return { typed: value, before: `${flag}=`, ...valuesOf(command, given, rest) }
  }
  if (typed.startsWith('-')) return { typed, before: '', candidates: flagsOf(command, rest) }
  const args = Object.values(command.args)
  const arg = args[positionals(command, rest).length] ?? lastIfMany(args)
  return { typed, before: '', ...(arg ? valuesOf(command, arg, rest) : { candidates: [] }) }
}

function split(typed: string): string[] {
  const at = typed.startsWith('--') ? typed.indexOf('=') : -1
  return at < 0 ? [typed] : [typed.slice(0, at), typed.slice(at + 1)]
}

function lastIfMany(args: readonly ArgShape[]): ArgShape | undefined {
  const last = args.at(-1)
  return last?.multiple === true ? last : undefined
}

function flagOf({ flags }: CommandShape, word: string): FlagShape | undefined {
  if (word.startsWith('--')) return flags[word.slice(2)]
  if (!/^-[a-z]$/i.test(word)) return undefined
  return Object.values(flags).find(({ char }) => char === word.slice(1))
}

/** The words that are no flags, and no values of flags. */
function positionals(command: CommandShape, rest: readonly string[]): string[] {
  return rest.filter(
    (word, at) => !word.startsWith('-') && flagOf(command, rest[at - 1] ?? '')?.type !== 'option',
  )
}

/** Flags that can still be given. */
function flagsOf({ flags }: CommandShape, rest: readonly string[]): Candidate[] {
  return Object.values(flags)
    .filter(({ hidden }) => hidden !== true)
    .filter(({ name, multiple }) => multiple === true || !rest.includes(`--${name}`))
    .map(({ name, summary = '' }) => ({ value: `--${name}`, text: summary }))
}

function valuesOf(
  command: CommandShape,
  { name, options = [] }: ArgShape,
  rest: readonly string[],
): Pick<Completion, 'candidates' | 'names'> {
  const kind = kindOf(command.id, name)
  const service = rest.find((word) => word.includes('!'))
  return {
    candidates: options.map((value) => ({ value, text: '' })),
    ...(kind && { names: { kind, ...(service !== undefined && { service }) } }),
  }
}
