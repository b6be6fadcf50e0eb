/** A signal, SIGKILL unless told, for all processes of a group. False when nobody is in it. */
export function killGroup(leader: number, signal: NodeJS.Signals | 0 = 'SIGKILL'): boolean {
  try {
    return process.kill(-leader, signal)
  } catch {
    return false
  }
}
