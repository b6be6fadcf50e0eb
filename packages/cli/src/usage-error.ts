import { AysError } from '@ays/core'
import { didYouMean } from '@ays/engine'
import type { Config } from '@oclif/core'
import { EXIT, oclifExitCode } from './exit-codes.ts'

/** The words of all commands and topics, as oclif writes them. */
export function knownWords({
  commandIDs,
  topics,
}: Pick<Config, 'commandIDs' | 'topics'>): string[] {
  return [...commandIDs, ...topics.map(({ name }) => name)]
}

/** AYS_USAGE for a command that does not exist; `id` and `known` as oclif writes them, with colons. */
export function unknownCommand(id: string, known: readonly string[]): AysError {
  const hint = didYouMean(words(id), known.map(words))
  const commands = known.filter((one) => id.startsWith(`${one}:`))
  const command = commands.toSorted((a, b) => b.length - a.length)[0]
  if (hint === undefined && command !== undefined) return takesNothing(id, command)
  return new AysError('AYS_USAGE', `there is no command "${words(id)}"`, {
    hint: hint ?? 'See all of them: ays --help',
  })
}

/** An argument of a command that has none is part of what oclif takes for its name. */
function takesNothing(id: string, command: string): AysError {
  const name = words(command)
  return new AysError('AYS_USAGE', `ays ${name} takes no "${id.slice(command.length + 1)}"`, {
    hint: `See ays ${name} --help`,
  })
}

/** `run:list` as people write it. */
function words(id: string): string {
  return id.replaceAll(':', ' ')
}

/** What oclif's help says of a command that does not exist as unknownCommand() says it; else the error. */
export function asUnknownCommand(error: unknown, known: readonly string[]): unknown {
  const [, id] = (error instanceof Error && /^Command (\S+) not found\.$/.exec(error.message)) || []
  return id === undefined ? error : unknownCommand(id, known)
}

/** What oclif says of a command line as AYS_USAGE, with the flag that was probably meant; else the error. */
export function asUsageError(error: unknown, command: string): unknown {
  if (!(error instanceof Error && oclifExitCode(error) === EXIT.invalid)) return error
  const [message = ''] = error.message.split(/\n\nNote|\nSee more help/, 1)
  return new AysError('AYS_USAGE', message.replaceAll(/\s*\n\s*/g, '\n  '), {
    cause: error,
    hint: nearestFlags(error) ?? `See ays ${words(command)} --help`,
  })
}

function nearestFlags(error: Error): string | undefined {
  if (!('flags' in error && Array.isArray(error.flags))) return undefined
  const known = knownFlags(member(error, 'parse'))
  const hints = error.flags.flatMap((flag) => didYouMean(String(flag), known) ?? [])
  return hints.length === 0 ? undefined : hints.join('\n')
}

/** What oclif's parser was given: `{ input: { flags: { name: … } } }`. */
function knownFlags(parse: unknown): string[] {
  const input = member(parse, 'input')
  const flags = member(input, 'flags')
  return typeof flags === 'object' && flags !== null
    ? Object.keys(flags).map((name) => `--${name}`)
    : []
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? Reflect.get(value, name)
    : undefined
}
