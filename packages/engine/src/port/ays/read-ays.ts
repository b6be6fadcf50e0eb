import {
  assertNoErrors,
  type Diagnostic,
  formatAddress,
  type LeftOut,
  type PortFile,
} from '@ays/core'
import type { Draft } from '../../state/draft.ts'
import { judge, type Judged } from '../judge.ts'
import type { PortTree } from '../layout.ts'
import type { Ported, PortedActor, PortedService } from '../ported.ts'
import { readAysActors, type ActorTools, type FoundActor } from './ays-actors.ts'
import { type AysBlueprints, readAysBlueprints } from './ays-blueprints.ts'
import { fromAysService, type FoundService, readAysServices, targetsOf } from './ays-services.ts'
import { toLeft } from './file-place.ts'

/** What could be taken of a repository of AYS 8.1 or 9. */
export interface AysReading {
  readonly judged: Judged
  readonly blueprints: readonly PortFile[]
}

/** Takes whatever is without fault and not there yet; all else is told as left out. */
export async function readAys(
  draft: Draft,
  tools: ActorTools,
  tree: PortTree,
): Promise<AysReading> {
  const found = readAysServices(tree, tools.left)
  const actors = await readAysActors(
    tree,
    new Set(found.map(({ service }) => service.actorName)),
    tools,
  )
  const blueprints = readAysBlueprints(tree, actors, tools.left)
  await draft.load(found.flatMap(({ address, service }) => [address, ...targetsOf(service)]))
  const fresh = found.filter(({ address }) => !draft.get(address))
  const able = fresh.filter(({ service, file }) => {
    if (actors.has(service.actorName)) return true
    tools.left.push({ file, reason: `its actor ${service.actorName} is not there` })
    return false
  })
  const judged = await takeSound(draft, tools, { fresh: able, actors, blueprints })
  const unchanged = found.length - fresh.length
  return { judged: { ...judged, unchanged }, blueprints: blueprints.files }
}

interface Sources {
  readonly fresh: readonly FoundService[]
  readonly actors: ReadonlyMap<string, FoundActor>
  readonly blueprints: AysBlueprints
}

/** Leaves out what is refused, with all that hangs on it, until nothing is. */
async function takeSound(
  draft: Draft,
  tools: ActorTools,
  { fresh, actors, blueprints }: Sources,
): Promise<Judged> {
  let open = fresh
  for (;;) {
    const left: LeftOut[] = []
    const coming = new Set(open.map(({ address }) => formatAddress(address)))
    const services = open.flatMap(
      (one) =>
        fromAysService(one, {
          actors,
          declared: blueprints.declared,
          isThere: (to) => coming.has(formatAddress(to)) || draft.get(to) !== undefined,
          left,
          now: tools.now,
        }) ?? [],
    )
    const faults: Diagnostic[] = []
    const judged = await judge(draft, tools, toPorted(actors, services), faults)
    if (faults.length === 0) {
      tools.left.push(...left)
      return judged
    }
    tools.left.push(...toLeft(faults))
    const bad = new Set(faults.map(({ source }) => source?.file))
    const sound = open.filter(({ file, dataFile }) => !bad.has(file) && !bad.has(dataFile))
    // Of what is no service, nothing could be left out.
    if (sound.length === open.length) assertNoErrors(faults, 'the import')
    open = sound
  }
}

/** What is new: AYS masked no secrets. */
function toPorted(
  actors: ReadonlyMap<string, FoundActor>,
  services: readonly PortedService[],
): Ported {
  const fresh = new Map<string, PortedActor>([...actors].filter(([, { stored }]) => !stored))
  return { actors: fresh, services, names: new Set(), secrets: true }
}
