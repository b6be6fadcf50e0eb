import { LEVEL } from '../harness/care.ts'
import { documentOf } from '../harness/documents.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import type { CliProcess } from '../harness/run-cli.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

export const JOBS = 200
const ROWS = 20

/** Ten columns of twenty cells, each on the one below it and on its neighbour's. */
const BLUEPRINT = Array.from({ length: JOBS }, (_, at) => {
  const [row, column] = [at % ROWS, Math.floor(at / ROWS)]
  const below = row === 0 ? [] : [`c${column}r${row - 1}`, `c${(column + 1) % 10}r${row - 1}`]
  return `cell__c${column}r${row}:\n  on: [${below.join(', ')}]\n`
}).join('')

/** Says what it did, and in which process, outside of everything that AYS could take back. */
const INSTALL = `export const install = async (context) => {
  _note(['did', context.service.name, context.idempotencyKey, context.attempt, process.pid].join(' '))
  await new Promise((resolve) => setTimeout(resolve, 2))
  return { done: context.service.data.done + 1 }
}`

/** An effect that an action had, as it wrote it itself. */
interface Effect {
  readonly cell: string
  readonly key: string
  readonly pid: number
}

/** A repository of 200 cells whose installation leaves a line outside. */
export interface CellSite extends AsyncDisposable {
  readonly repository: TempRepository
  /** The URL of its store. */
  readonly store: string
  readonly journal: Journal
  effects(): Promise<Effect[]>
  /** A run over all cells. */
  startRun(): CliProcess
}

export async function createCells(store = LEVEL): Promise<CellSite> {
  const journal = await openJournal()
  const repository = await createRepository({
    store,
    templates: {
      cell: {
        schema: 'on = type:str list consume:cell:0\ndone = type:int\n',
        actor: 'links:\n  consume:\n    - {role: cell, argname: on, min: 0, onChange: []}\n',
        actions: journal.actions([], INSTALL),
      },
    },
    blueprints: { 'cells.yaml': BLUEPRINT },
  })
  const applied = await repository.ays('apply', '--yes', '--no-run')
  if (applied.exitCode !== 0) throw new Error(applied.stderr)
  return {
    repository,
    store,
    journal,
    effects: async () => (await journal.lines()).map(toEffect),
    startRun: () => repository.start('do', 'install', '--force', '--yes', '--json'),
    async [Symbol.asyncDispose]() {
      await repository[Symbol.asyncDispose]()
      await journal[Symbol.asyncDispose]()
    },
  }
}

function toEffect(line: string): Effect {
  const [, cell = '', key = '', , pid] = line.split(' ')
  return { cell, key, pid: Number(pid) }
}

/** What the newest run had committed when its process was gone. */
export interface Interrupted {
  readonly run: string
  readonly committed: readonly string[]
}

/** Undefined when the newest run has ended. */
export async function findInterrupted({ repository }: CellSite): Promise<Interrupted | undefined> {
  const [newest] = documentOf(await repository.ays('run', 'list', '--json'), 'runs')
  if (newest?.state !== 'running') return undefined
  const shown = await repository.ays('run', 'show', newest.id, '--json')
  const jobs = documentOf(shown, 'run').steps.flat()
  const committed = jobs.filter(({ state }) => state === 'ok').map(({ service }) => service)
  return { run: newest.id, committed: committed.map((service) => service.slice('cell!'.length)) }
}
