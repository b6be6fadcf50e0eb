import { type Existence, formatAddress, parseAddress, type Records as Model } from '@ays/core'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

type Service = Model.Service

/** Further links of a chain are no answer any more. */
const MOST = 10

/** Why a service is there, and those for which it is, up to one that a blueprint declares. */
export async function readExistence(records: Records, service: Service): Promise<Existence[]> {
  const chain: Existence[] = []
  let current: Service | undefined = service
  while (current && chain.length < MOST) {
    const creation = await records.get(records.codecs.revision, keys.revision(current.uid, 1))
    const existence: Existence = { ...whence(current), ...howMade(creation?.value) }
    chain.push(existence)
    const { by } = existence
    current = by === undefined ? undefined : (await records.service(parseAddress(by)))?.value
  }
  return chain
}

function whence(service: Service): Existence {
  const { origin, blueprint, line, ensuredBy, madeFor, created } = service
  const by = { blueprint: '', auto: madeFor, ensured: ensuredBy }[origin]
  return {
    service: formatAddress(service),
    origin,
    ...(blueprint && { blueprint, line }),
    ...(by && { by }),
    at: created,
  }
}

function howMade(creation: Model.Revision | undefined): Partial<Existence> {
  if (!creation) return {}
  const { who, command, run, job, action } = creation
  return { who, command, ...(run && { run }), ...(job >= 0 && { job, action }) }
}
