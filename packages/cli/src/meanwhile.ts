import { promisify } from 'node:util'

const turn = promisify(setImmediate)

/**
 * Loads what shows an answer while the answer is made. Begins when the question is on its way: a connection to
 * a socket is made in the first turn of the event loop, and written to in the second.
 */
export async function meanwhile<T>(load: () => Promise<T>): Promise<T> {
  await turn()
  await turn()
  return load()
}
