import { readFile, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a server writes into its status file while it listens. */
export interface Listening {
  readonly pid: number
  readonly port: number
  readonly address: string
}

/** Between two looks at a server, milliseconds. */
const PAUSE = 25

/** How long a server may take to end before it is killed, milliseconds. */
const PATIENCE = 3000

/** Returns once the server has written its status; throws when it ends before. */
export async function untilListening(
  status: string,
  pid: number,
  signal: AbortSignal,
): Promise<Listening> {
  for (;;) {
    const listening = await readStatus(status)
    if (listening) return listening
    if (!isAlive(pid)) throw new Error('the server ended before it listened')
    await sleep(PAUSE, undefined, { signal })
  }
}

/** Ends the server of a status file; returns once its port is free. Nothing happens without one. */
export async function endServer(status: string, signal: AbortSignal): Promise<void> {
  const listening = await readStatus(status)
  if (!listening) return
  if (await answers(listening, signal)) await endProcess(listening.pid, status, signal)
  await rm(status, { force: true })
}

/** Kills a process that may be gone. */
export function killProcess(pid: number): void {
  send(pid, 'SIGKILL')
}

async function endProcess(pid: number, status: string, signal: AbortSignal): Promise<void> {
  send(pid, 'SIGTERM')
  for (let waited = 0; waited < PATIENCE && isAlive(pid); waited += PAUSE) {
    // The last thing it does: in a container nobody may ever collect the dead process itself.
    if (!(await readStatus(status))) return
    await sleep(PAUSE, undefined, { signal })
  }
  send(pid, 'SIGKILL')
}

/** False when it is gone: after a crash or a reboot its number may be that of another process. */
async function answers({ pid, address }: Listening, signal: AbortSignal): Promise<boolean> {
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])
    const answer = await fetch(address, { method: 'HEAD', signal: limited })
    return answer.headers.get('x-process') === `${pid}`
  } catch {
    signal.throwIfAborted()
    return false
  }
}

async function readStatus(file: string): Promise<Listening | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : JSON.parse(text)
}

function isAlive(pid: number): boolean {
  return send(pid, 0)
}

/** False when there is no such process. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
