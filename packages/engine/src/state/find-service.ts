import { AysError, formatAddress, parseAddress, type Records as Model } from '@ays/core'
import { didYouMean } from '../yaml/suggest.ts'
import { keys } from './keys.ts'
import type { Records, Stored } from './records.ts'

/** The service that has this address. AYS_SERVICE_UNKNOWN. */
export async function findService(records: Records, text: string): Promise<Stored<Model.Service>> {
  const stored = await records.service(parseAddress(text))
  if (!stored) throw await unknownService(records, text)
  return stored
}

/** AYS_SERVICE_UNKNOWN, with where its past is, or the name that was meant where one is near. */
export async function unknownService(records: Records, text: string): Promise<AysError> {
  return new AysError('AYS_SERVICE_UNKNOWN', `there is no service ${text}`, {
    hint: await hintFor(records, text),
  })
}

async function hintFor(records: Records, text: string): Promise<string> {
  const gone = { prefix: keys.goneOf(parseAddress(text)), limit: 1 }
  for await (const _ of records.store.scan(gone)) {
    return `There was one: ays service history ${text}`
  }
  const known = (await records.addresses(keys.services)).map(formatAddress)
  return didYouMean(text, known) ?? 'List them with: ays service list'
}
