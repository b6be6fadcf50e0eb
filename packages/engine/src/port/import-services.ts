import {
  assertNoErrors,
  type Diagnostic,
  formatAddress,
  type ImportReport,
  type ImportRequest,
  type LeftOut,
} from '@ays/core'
import { isPending } from '../state/action-state.ts'
import { ChangeSet } from '../state/change-set.ts'
import { retryConflicts } from '../state/conflicts.ts'
import { Draft } from '../state/draft.ts'
import type { Records } from '../state/records.ts'
import type { Templates } from '../template/template.ts'
import { readAys } from './ays/read-ays.ts'
import { readHead } from './head-doc.ts'
import { judge, type Judged } from './judge.ts'
import { layImport } from './lay-import.ts'
import { toTree } from './layout.ts'
import type { Ported } from './ported.ts'
import { readActors, type SchemaTools } from './read-actors.ts'
import { readServices } from './read-services.ts'

export interface ImportTools extends SchemaTools {
  readonly records: Records
  readonly templates: () => Promise<Templates>
  readonly now: () => number
}

/** What shall come in, and what comes beside it. */
interface Found extends Pick<ImportReport, 'blueprints' | 'left'> {
  readonly judged: Judged
}

const TRIES = 5

/** As PortApi.importServices(). */
export function importServices(tools: ImportTools, request: ImportRequest): Promise<ImportReport> {
  return retryConflicts(() => importOnce(tools, request), TRIES)
}

async function importOnce(tools: ImportTools, request: ImportRequest): Promise<ImportReport> {
  const { records, now } = tools
  const draft = new Draft(records, new ChangeSet())
  const find = request.from === 'ays' ? findAys : findExport
  const { judged, ...beside } = await find(tools, draft, request)
  const { services, actors, unchanged } = judged
  if (request.dryRun !== true && services.length + actors.length > 0) {
    await layImport(draft, judged, { at: now(), who: request.who ?? '' })
    await records.store.commit(draft.changes.toCommit())
  }
  return {
    services: services.map(formatAddress),
    actors: actors.map(({ view }) => view.name),
    unchanged,
    pending: services.flatMap(({ actions }) => actions.filter(isPending)).length,
    ...beside,
  }
}

type Find = (tools: ImportTools, draft: Draft, request: ImportRequest) => Promise<Found>

/** All of an export. AYS_INPUT_INVALID with every fault. */
const findExport: Find = async (tools, draft, { files, folder }) => {
  const faults: Diagnostic[] = []
  const tree = toTree(files, folder)
  const head = readHead(tree, faults)
  assertNoErrors(faults, 'the import')
  const ported: Ported = {
    actors: readActors(tree, tools, faults),
    services: readServices(tree, faults),
    names: new Set([...tree.actors, ...tree.services].map(({ name }) => name)),
    secrets: head?.secrets ?? false,
  }
  const judged = await judge(draft, tools, ported, faults)
  assertNoErrors(faults, 'the import')
  return { judged, blueprints: [], left: [] }
}

/** What can be taken of a repository of AYS 8.1 or 9. */
const findAys: Find = async (tools, draft, { files, folder }) => {
  const tree = toTree(files, folder)
  const left: LeftOut[] = []
  const templates = await tools.templates()
  const found = await readAys(draft, { ...tools, draft, templates, left, now: tools.now() }, tree)
  return { ...found, left }
}
