import type { SignalOption } from '../store/store.ts'

/** What somebody may do with a repository; each includes those before it. */
export type Scope = 'read' | 'run' | 'write' | 'admin'

/** From the least on. */
export const SCOPES: readonly Scope[] = ['read', 'run', 'write', 'admin']

/** True when who has the one may do what needs the other. */
export function allows(has: Scope, needed: Scope): boolean {
  return SCOPES.indexOf(has) >= SCOPES.indexOf(needed)
}

export interface NewToken {
  /** Stands as `who` in runs, in the history and in the record of changes. */
  readonly name: string
  readonly scope: Scope
  /** Epoch milliseconds; never without it. */
  readonly expires?: number
  /** For the record: who makes it. */
  readonly who?: string
}

export interface TokenInfo {
  readonly id: string
  readonly name: string
  readonly scope: Scope
  readonly state: 'valid' | 'expired' | 'revoked'
  readonly created: number
  readonly createdBy: string
  readonly expires?: number
  readonly revoked?: number
  readonly revokedBy?: string
}

/** The only time that the secret is told: what is kept of it does not give it back. */
export interface CreatedToken {
  readonly token: TokenInfo
  readonly secret: string
}

/** One call that could change something, through a daemon. */
export interface AuditInfo {
  /** A ULID: sorts by time. */
  readonly id: string
  readonly at: number
  readonly who: string
  /** The id of the token; absent for who used the socket. */
  readonly token?: string
  /** The operation of the HTTP API. */
  readonly operation: string
  /** The method and the URL of the request, and its id. */
  readonly request: string
  /** The HTTP status of the answer; absent while there is none, or when the daemon died before. */
  readonly status?: number
}

/** Which of them to list. */
export interface AuditFilter {
  /** At most so many; 50 unless told. */
  readonly limit?: number
  /** Only older ones than this one: the next page. */
  readonly before?: string
}

/** Who may use a repository from elsewhere, and what they did: a part of AysApi. */
export interface AccessApi {
  /** AYS_NAME_INVALID for the name; AYS_USAGE when it expires before it begins. */
  createToken(token: NewToken, options?: SignalOption): Promise<CreatedToken>
  /** Oldest first, also those that are valid no more. */
  listTokens(options?: SignalOption): Promise<TokenInfo[]>
  /** Valid no more from now on; the record stays. AYS_TOKEN_UNKNOWN. */
  revokeToken(id: string, options?: SignalOption & { readonly who?: string }): Promise<TokenInfo>
  /** Newest first. */
  listAudit(filter?: AuditFilter, options?: SignalOption): Promise<AuditInfo[]>
}
