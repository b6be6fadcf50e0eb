import inspector from 'node:inspector'
import type { Action } from '@ays/core'

/** The action, once a debugger has come, which then stops right before it. Node says the URL on stderr. */
export function inspected(action: Action): Action {
  return (context) => {
    inspector.open(0, '127.0.0.1', true)
    // oxlint-disable-next-line no-debugger -- one step into what follows is the first line of the author
    debugger
    return action(context)
  }
}
