import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Flags, Parser } from '@oclif/core'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AysCommand } from '../../src/ays-command.ts'
import Plan from '../../src/commands/plan.ts'
import RunList from '../../src/commands/run/list.ts'
import ServiceList from '../../src/commands/service/list.ts'
import { listRuns } from '../../src/questions/list-runs.ts'
import { listServices } from '../../src/questions/list-services.ts'
import { makePlan } from '../../src/questions/make-plan.ts'
import { CommandLine } from '../../src/quick/command-line.ts'
import { findQuickCall } from '../../src/quick/find-quick-call.ts'
import { NotQuick } from '../../src/quick/not-quick.ts'
import { GLOBAL_FLAGS, type QuickCommand } from '../../src/quick/quick-commands.ts'
import type { Talk } from '../../src/talk.ts'
import { recordingTalk } from './recording-talk.ts'

const global = { ...AysCommand.baseFlags, json: Flags.boolean() }

/** The commands, and what oclif's classes make of a command line. */
const commands = {
  'service list': {
    known: { ...global, ...ServiceList.flags },
    async run(talk: Talk, argv: string[]) {
      const { flags } = await Parser.parse(argv, { flags: { ...global, ...ServiceList.flags } })
      return listServices(talk, flags)
    },
  },
  'run list': {
    known: { ...global, ...RunList.flags },
    async run(talk: Talk, argv: string[]) {
      const { flags } = await Parser.parse(argv, { flags: { ...global, ...RunList.flags } })
      return listRuns(talk, flags)
    },
  },
  plan: {
    known: { ...global, ...Plan.flags },
    async run(talk: Talk, argv: string[]) {
      const all = { flags: { ...global, ...Plan.flags }, args: Plan.args }
      const { flags, args } = await Parser.parse(argv, all)
      return makePlan(talk, args.blueprint, flags)
    },
  },
}

const FLAGS =
  'role instance state limit after before out prune target json detailed-exitcode no-color no-json rol server log-level'
const flag = fc.constantFrom(...FLAGS.split(' '))
const text = fc.constantFrom(...'ok error nothing 1 07 0 -1 a!b - /dev/null'.split(' '), '')
const token = fc.oneof(
  flag.map((name) => [`--${name}`]),
  fc.tuple(flag, text).map(([name, value]) => [`--${name}=${value}`]),
  fc.tuple(flag, text).map(([name, value]) => [`--${name}`, value]),
  text.map((value) => [value]),
  fc.constantFrom(['--'], ['-h'], ['-y']),
)
const line = fc.array(token, { maxLength: 4 }).map((tokens) => tokens.flat())

const before = process.cwd()
let folder: string

// Plans are kept in files of these names, and blueprints are looked for.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ays-quick-'))
  process.chdir(folder)
})

afterAll(async () => {
  process.chdir(before)
  await rm(folder, { recursive: true })
})

describe.each(Object.entries(commands))('ays %s', (words, subject) => {
  const { command } = findQuickCall(words.split(' ')) ?? {}
  if (!command) throw new Error(`no quick command ${words}`)

  it('has no flag without oclif that it has not with it', () => {
    for (const [name, { type, multiple = false }] of flagsOf(command)) {
      const own = new Map(Object.entries(subject.known)).get(name)
      const isText = own?.type === 'option'
      expect({ name, isText, many: isText && own.multiple === true }).toEqual({
        name,
        isText: type === 'string',
        many: multiple,
      })
    }
  })

  it('asks without oclif, if at all, what it asks with it', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(line, async (argv) => {
        const quick = await record((talk) => answer(command, talk, argv))
        if (quick === NOT_QUICK) return
        answered++
        expect(quick).toEqual(await record((talk) => subject.run(talk, argv)))
      }),
    )
    expect(answered).toBeGreaterThan(0)
  })
})

describe('findQuickCall', () => {
  it('leaves to oclif what it does not know', () => {
    expect(findQuickCall([])).toBeUndefined()
    expect(findQuickCall(['apply'])).toBeUndefined()
    expect(findQuickCall(['service'])).toBeUndefined()
    expect(findQuickCall(['service', 'show'])).toBeUndefined()
    expect(findQuickCall(['--json', 'plan'])).toBeUndefined()
  })
})

const NOT_QUICK = 'not quick'

function flagsOf(command: QuickCommand) {
  return Object.entries({ ...GLOBAL_FLAGS, ...command.flags })
}

async function answer(command: QuickCommand, talk: Talk, argv: string[]): Promise<unknown> {
  const parsed = new CommandLine(argv, { ...GLOBAL_FLAGS, ...command.flags })
  if (parsed.names && !command.names) throw new NotQuick()
  const run = await command.load()
  return run(talk, parsed)
}

/** What is asked of the API and said; or why not. */
async function record(ask: (talk: Talk) => Promise<unknown>): Promise<unknown> {
  const { talk, calls } = recordingTalk()
  process.exitCode = undefined
  try {
    await ask(talk)
    return plain({ calls, exitCode: process.exitCode })
  } catch (error) {
    return error instanceof NotQuick ? NOT_QUICK : plain({ calls, error: String(error) })
  } finally {
    process.exitCode = undefined
  }
}

/** As it goes over the wire; a switch that is off is as good as none. */
function plain(value: unknown): unknown {
  return JSON.stringify(value, (_key, member: unknown) => (member === false ? undefined : member))
}
