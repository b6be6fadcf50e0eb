import { setTimeout as sleep } from 'node:timers/promises'
import type { Action } from '@ays/core'

interface Healthcheck {
  readonly path: string
  readonly expect: string
  readonly tries: number
  readonly checked: string
}

/** Between two tries, milliseconds. */
const PAUSE = 250

export const start: Action<Healthcheck> = async ({ service, producers, log, progress, signal }) => {
  const { path, expect, tries } = service.data
  const url = new URL(path, String(producers['webserver']?.[0]?.data['address'])).href
  let fault = ''
  for (let n = 1; n <= tries; n++) {
    progress(n / tries, `try ${n} of ${tries}`)
    fault = await findFault(url, expect, signal)
    if (fault === '') {
      log.info(`${url} answers`, { try: n })
      return { checked: url }
    }
    await sleep(PAUSE, undefined, { signal })
  }
  throw new Error(`${url} ${fault}`)
}

export const stop: Action<Healthcheck> = () => ({ checked: '' })

/** What is wrong with the answer; empty when nothing is. */
async function findFault(url: string, expect: string, signal: AbortSignal): Promise<string> {
  try {
    const answer = await fetch(url, { signal })
    const text = await answer.text()
    if (answer.status !== 200) return `answers ${answer.status}`
    return text.includes(expect) ? '' : `answers without "${expect}"`
  } catch (error) {
    signal.throwIfAborted()
    return `does not answer: ${error instanceof Error ? error.message : 'no reason known'}`
  }
}
