import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { PATIENCE } from './guard.ts'

/** Runs in the child: loads a module, and answers what is wrong with it. */
const CHILD = `
const [url, name] = process.argv.slice(1)
const answer = (fault) => process.send({ fault })
try {
  const value = (await import(url))[name]
  const right = name === 'format' ? typeof value?.read === 'function' : typeof value === 'function'
  answer(right ? '' : 'does not export ' + name)
} catch (error) {
  answer('cannot be loaded: ' + (error?.message ?? error))
}
`

/**
 * What is wrong with a module that should export this name; undefined when nothing is. It is loaded in a process of its
 * own, which is ended whatever it does.
 */
export async function probeModule(
  url: string,
  name: string,
  patience = PATIENCE,
): Promise<string | undefined> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', CHILD, url, name], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const done = new AbortController()
  const { signal } = done
  const timer = setTimeout(() => child.kill('SIGKILL'), patience)
  try {
    const [answer] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([, killed]) => [{ fault: lost(killed, patience) }]),
    ])
    return answer.fault === '' ? undefined : String(answer.fault)
  } finally {
    clearTimeout(timer)
    done.abort()
    child.kill('SIGKILL')
  }
}

function lost(killed: unknown, patience: number): string {
  return killed === 'SIGKILL'
    ? `does not load within ${patience / 1000} s`
    : 'ends the process that loads it'
}
