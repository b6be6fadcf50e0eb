import { hostname, userInfo } from 'node:os'

/** For the record: who asks. */
export function whoAmI(): string {
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    // In containers a user may have no name.
    return `${process.getuid?.() ?? 'somebody'}@${hostname()}`
  }
}
