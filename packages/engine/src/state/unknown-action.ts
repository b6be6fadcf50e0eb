import { AysError } from '@ays/core'
import { didYouMean } from '../yaml/suggest.ts'

/** AYS_ACTION_UNKNOWN for a service, with the action that was probably meant, or else all that there are. */
export function unknownAction(
  service: string,
  action: string,
  known: readonly string[],
  whose = 'It has',
): AysError {
  const all = known.length === 0 ? 'none' : known.join(', ')
  return new AysError('AYS_ACTION_UNKNOWN', `${service} has no action ${action}`, {
    hint: didYouMean(action, known) ?? `${whose} ${all}.`,
  })
}
