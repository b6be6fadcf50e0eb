import { AysError, describeError } from '../errors/ays-error.ts'
import { formatDuration } from '../time/duration.ts'
import type { ActionCall, ActionOutcome } from './executor.ts'

/** How a message names a call: `node!web install`. */
export function describeCall({ service, action }: ActionCall): string {
  return `${service.role}!${service.name} ${action}`
}

/** The outcome of a call that did not end well. */
export function errorOutcome(error: AysError): ActionOutcome {
  return { status: 'error', error: describeError(error) }
}

/** AYS_JOB_TIMEOUT: the call took longer than it may. */
export function timeoutError(call: ActionCall): AysError {
  const { timeout } = call
  const text = `${describeCall(call)} took longer than ${formatDuration(timeout)}`
  return new AysError('AYS_JOB_TIMEOUT', text, {
    details: { timeout },
    hint: 'Give the action a longer timeout in actor.yaml, or make it quicker.',
  })
}

/** AYS_CANCELLED: the caller asked to stop, for the reason that is the cause. */
export function cancelError(call: ActionCall, cause: unknown): AysError {
  return new AysError('AYS_CANCELLED', `${describeCall(call)} was cancelled`, { cause })
}

/** AYS_JOB_UNLOADABLE: the code of the action, or a schema of its services, is not to be had. */
export function unloadableError(call: ActionCall, cause: unknown): AysError {
  return new AysError('AYS_JOB_UNLOADABLE', `${describeCall(call)} could not be loaded`, { cause })
}
