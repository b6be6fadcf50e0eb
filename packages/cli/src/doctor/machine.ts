import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import satisfies from 'semver/functions/satisfies.js'
import { error, examine, type Finding, type Look, ok, warning } from './finding.ts'

/** What is known of this command line. */
export interface Program {
  readonly version: string
  /** The range of versions of Node that it works with. */
  readonly node: string
}

const REINSTALL =
  'Install AYS again on this machine, with optional packages and without --ignore-scripts.'

/** Node, what AYS brings for this kind of machine, and the time zones. Needs no repository. */
export async function examineMachine(program: Program): Promise<Finding[]> {
  return [
    ...(await examine('node', () => [lookAtNode(program, process.versions.node)])),
    ...(await examine('bundler', () => inTempFolder(lookAtBundler))),
    ...(await examine('leveldb', () => inTempFolder(lookAtLevel))),
    ...(await examine('time zones', () => [lookAtZones()])),
  ]
}

/** Whether this version of Node is one that AYS works with. */
export function lookAtNode({ version, node }: Program, running: string): Look {
  const found = `Node ${running} on ${process.platform} ${process.arch}, AYS ${version}`
  return satisfies(running, node)
    ? ok(found)
    : error(`${found} works with ${node}`, `Install a Node that is ${node}.`)
}

/** The program of esbuild is one of this kind of machine, and may be run. */
async function lookAtBundler(folder: string): Promise<Look[]> {
  const { EsbuildBundler } = await import('@ays/executor')
  const file = join(folder, 'actions.ts')
  const bundler = new EsbuildBundler({ cache: join(folder, 'cache') })
  await writeFile(file, 'export const install = (): void => {}\n')
  try {
    await bundler.bundle(file)
    return [ok('esbuild bundles actions')]
  } catch (thrown) {
    return [error(`esbuild cannot run: ${firstLine(thrown)}`, REINSTALL)]
  } finally {
    await bundler[Symbol.asyncDispose]()
  }
}

async function lookAtLevel(folder: string): Promise<Look[]> {
  try {
    const { LevelStore } = await import('@ays/store-level')
    const store = new LevelStore({ path: join(folder, 'db') })
    await store.open()
    await store[Symbol.asyncDispose]()
    return [ok('LevelDB opens a store')]
  } catch (thrown) {
    return [error(`LevelDB cannot open a store: ${firstLine(thrown)}`, REINSTALL)]
  }
}

/** A Node without the data of time zones takes every zone for UTC, and what recurs comes at a wrong hour. */
function lookAtZones(): Look {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const summer = new Intl.DateTimeFormat('en', {
    timeZone: 'Europe/Brussels',
    hour: 'numeric',
    hourCycle: 'h23',
  }).format(Date.UTC(2026, 6, 1, 12))
  return summer === '14'
    ? ok(`known; here it is ${timeZone}`)
    : warning(
        'this Node does not know when summer time is',
        'Use a Node with full ICU data: what recurs by cron in a time zone comes at a wrong hour.',
      )
}

async function inTempFolder(look: (folder: string) => Promise<Look[]>): Promise<Look[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ays-doctor-'))
  try {
    return await look(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function firstLine(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.message.split('\n', 1)[0] ?? '') : String(thrown)
}
