import { isAysError } from '@ays/core'

/** False when something that the commit checks has changed. */
export async function holds(commit: Promise<unknown>): Promise<boolean> {
  try {
    await commit
    return true
  } catch (error) {
    if (isAysError(error, 'AYS_STORE_CONFLICT')) return false
    throw error
  }
}

/** A change that reads and commits: when what it read has changed meanwhile, all of it is judged anew. */
export async function retryConflicts<T>(
  change: () => Promise<T>,
  tries: number = Infinity,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change()
    } catch (error) {
      if (!isAysError(error, 'AYS_STORE_CONFLICT') || attempt >= tries) throw error
    }
  }
}
