import type { AuditInfo, Records as Model, TokenInfo } from '@ays/core'

/** A token as it may be shown: nothing of its secret. */
export function toTokenInfo(token: Model.Token, now: number): TokenInfo {
  const { id, name, scope, created, createdBy, expires, revoked, revokedBy } = token
  return {
    id,
    name,
    scope,
    state: stateOf(token, now),
    created,
    createdBy,
    ...(expires > 0 && { expires }),
    ...(revoked > 0 && { revoked, revokedBy }),
  }
}

/** One entry of the record of changes. */
export function toAuditInfo({ token, status, ...entry }: Model.Audit): AuditInfo {
  return { ...entry, ...(token !== '' && { token }), ...(status > 0 && { status }) }
}

function stateOf({ revoked, expires }: Model.Token, now: number): TokenInfo['state'] {
  if (revoked > 0) return 'revoked'
  return expires > 0 && expires <= now ? 'expired' : 'valid'
}
