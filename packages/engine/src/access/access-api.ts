import type { AccessApi } from '@ays/core'
import type { Records } from '../state/records.ts'
import { Access } from './access.ts'

/** The part of AysApi that says who may use the repository. */
export function createAccessApi(records: Records, now: () => number = Date.now): AccessApi {
  const access = new Access(records, now)
  return {
    createToken: (token) => access.createToken(token),
    listTokens: () => access.listTokens(),
    revokeToken: (id, options) => access.revokeToken(id, options),
    listAudit: (filter) => access.listAudit(filter),
  }
}
