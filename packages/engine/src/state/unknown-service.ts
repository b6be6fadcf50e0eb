import { AysError, formatAddress } from '@ays/core'
import { didYouMean } from '../yaml/suggest.ts'
import { keys } from './keys.ts'
import type { Records } from './records.ts'

/** AYS_SERVICE_UNKNOWN, with the name that was meant where one is near. */
export async function unknownService(records: Records, text: string): Promise<AysError> {
  const known = (await records.addresses(keys.services)).map(formatAddress)
  return new AysError('AYS_SERVICE_UNKNOWN', `there is no service ${text}`, {
    hint: didYouMean(text, known) ?? 'List them with: ays service list',
  })
}
