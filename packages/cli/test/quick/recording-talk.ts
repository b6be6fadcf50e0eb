import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AysApi } from '@ays/core'
import { plainScreen } from '../../src/render/screen.ts'
import type { Talk } from '../../src/talk.ts'

/** A talk with an API that answers with next to nothing, and everything that was asked and said. */
export function recordingTalk(): { readonly talk: Talk; readonly calls: readonly unknown[] } {
  const calls: unknown[] = []
  const note =
    <T>(name: string, answer: T) =>
    async (...args: unknown[]) => {
      calls.push([name, ...args])
      return answer
    }
  const plan = { id: '1', empty: false, changes: [], actors: [], jobs: [], steps: [] }
  const api = {
    listServices: note('listServices', []),
    listRuns: note('listRuns', []),
    plan: note('plan', { ...plan, ifChanged: [], blocked: [], warnings: [] }),
    savePlan: note('savePlan', {}),
  }
  const talk: Talk = {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the commands call is there
    api: api as unknown as AysApi,
    folder: join(tmpdir(), 'no-such-repository'),
    options: { signal: new AbortController().signal },
    screen: plainScreen,
    log: (text) => void calls.push(['log', text]),
    async tell(diagnostics) {
      calls.push(['tell', diagnostics])
    },
    ask: async (request) => request,
  }
  return { talk, calls }
}
