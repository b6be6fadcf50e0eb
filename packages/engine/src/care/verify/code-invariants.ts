import { createHash } from 'node:crypto'
import type { Records as Model } from '@ays/core'
import { keys } from '../../state/keys.ts'
import type { Invariant, VerifyTools } from './invariant.ts'

/** The code of every action of an actor is there. */
export function actorCodeInvariants(actor: Model.Actor, { records }: VerifyTools): Invariant[] {
  const own = keys.actor(actor.name)
  return actor.actions.map(({ name, code }): Invariant => {
    const key = keys.code(code)
    return {
      key: own,
      reads: [own, key],
      judge(reading) {
        const now = reading.record(records.codecs.actor, own)
        const still = now?.actions.some((action) => action.name === name && action.code === code)
        if (still !== true || reading.entry(key)) return undefined
        return {
          kind: 'reference',
          message: `the code of its action ${name} is not there: the action cannot run; change it, then apply`,
        }
      },
    }
  })
}

/** Code is stored under its own hash. */
export function codeInvariant(key: string, { records }: VerifyTools): Invariant {
  return {
    key,
    reads: [key],
    judge(reading) {
      const record = reading.record(records.codecs.code, key)
      if (!record || keys.code(sha256(record.code)) === key) return undefined
      return {
        kind: 'record',
        message: 'its code is not what was bundled: actions would run something else',
      }
    },
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
