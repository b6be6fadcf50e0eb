import type { ServerResponse } from 'node:http'

/** Calls back once nobody reads the answer any more: at once where its reader was lost before. */
export function whenClosed(response: ServerResponse, then: () => void): void {
  if (response.closed) then()
  else response.once('close', then)
}
