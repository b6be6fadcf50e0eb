import { AysError, parseAddress, type Records as Model } from '@ays/core'
import type { Draft } from './draft.ts'
import { unknownService } from './find-service.ts'

/**
 * A service for a change that is made of it as it is now, which must be this version when one is given.
 * AYS_SERVICE_UNKNOWN, AYS_SERVICE_CHANGED.
 */
export async function loadService(
  draft: Draft,
  text: string,
  version: string | undefined,
): Promise<Model.Service> {
  const address = parseAddress(text)
  await draft.load([address])
  const service = draft.get(address)
  if (!service) throw await unknownService(draft.records, text)
  if (version === undefined || version === draft.versionOf(address)) return service
  throw new AysError('AYS_SERVICE_CHANGED', `${text} has changed since it was looked at`, {
    hint: `Look at it again, and then decide: ays service show ${text}`,
  })
}
