import {
  type AccessApi,
  type AuditFilter,
  type AuditInfo,
  AysError,
  type Codec,
  type CreatedToken,
  type Entry,
  isName,
  type NewToken,
  type Records as Model,
  type Scope,
  type SignalOption,
  type Store,
  type TokenInfo,
} from '@ays/core'
import { whoAmI } from '../api/who-am-i.ts'
import { ChangeSet } from '../state/change-set.ts'
import { forgetEntries } from '../state/forget-entries.ts'
import { keys } from '../state/keys.ts'
import { newId } from '../state/new-id.ts'
import { Records } from '../state/records.ts'
import { toAuditInfo, toTokenInfo } from './access-info.ts'
import { idOfSecret, isSecret, makeSecret } from './token-secret.ts'

const PAGE = 50

/** Somebody who was let in. */
export interface Caller {
  readonly who: string
  readonly scope: Scope
  /** The id of the token. */
  readonly token: string
}

/** Tokens of a repository and the record of what was done through a daemon. */
export class Access implements AccessApi {
  readonly #records: Records
  readonly #now: () => number

  constructor(records: Records, now: () => number = Date.now) {
    this.#records = records
    this.#now = now
  }

  async createToken({ name, scope, expires, who }: NewToken): Promise<CreatedToken> {
    const now = this.#now()
    assertNew(name, expires, now)
    const id = newId(now)
    const { text, hash } = makeSecret(id)
    const made = { created: now, createdBy: who ?? whoAmI(), expires: expires ?? 0 }
    const token = { id, name, scope, hash, ...made, revoked: 0, revokedBy: '' }
    await this.#put(new ChangeSet(), token)
    return { token: toTokenInfo(token, now), secret: text }
  }

  async listTokens(_options?: SignalOption): Promise<TokenInfo[]> {
    const tokens: TokenInfo[] = []
    const { codecs } = this.#records
    for await (const { value } of this.#records.scan(codecs.token, { prefix: keys.tokens })) {
      tokens.push(toTokenInfo(value, this.#now()))
    }
    return tokens
  }

  async revokeToken(id: string, { who }: { readonly who?: string } = {}): Promise<TokenInfo> {
    const stored = await this.#records.get(this.#records.codecs.token, keys.token(id))
    if (!stored) {
      throw new AysError('AYS_TOKEN_UNKNOWN', `there is no token ${id}`, {
        hint: 'List them with: ays daemon token list',
      })
    }
    if (stored.value.revoked > 0) return toTokenInfo(stored.value, this.#now())
    const changes = new ChangeSet()
    changes.readStored(stored)
    const revoked = { ...stored.value, revoked: this.#now(), revokedBy: who ?? whoAmI() }
    await this.#put(changes, revoked)
    return toTokenInfo(revoked, this.#now())
  }

  async listAudit({ limit = PAGE, before }: AuditFilter = {}): Promise<AuditInfo[]> {
    const range = {
      prefix: keys.audits,
      reverse: true,
      limit,
      ...(before === undefined ? {} : { to: keys.audit(before) }),
    }
    const entries: AuditInfo[] = []
    for await (const { value } of this.#records.scan(this.#records.codecs.audit, range)) {
      entries.push(toAuditInfo(value))
    }
    return entries
  }

  /** Who has this secret; undefined when it is none, was revoked or has expired. */
  async authenticate(secret: string): Promise<Caller | undefined> {
    const id = idOfSecret(secret)
    if (id === undefined) return undefined
    const stored = await this.#records.get(this.#records.codecs.token, keys.token(id))
    if (!stored || !isSecret(secret, stored.value.hash)) return undefined
    const { state, name, scope } = toTokenInfo(stored.value, this.#now())
    return state === 'valid' ? { who: name, scope, token: id } : undefined
  }

  /** Writes down a call before it is made; what is returned completes the entry with the answer's status. */
  async recordCall(
    call: Pick<AuditInfo, 'who' | 'token' | 'operation' | 'request'>,
  ): Promise<(status: number) => Promise<void>> {
    const at = this.#now()
    const entry = { id: newId(at), at, status: 0, ...call, token: call.token ?? '' }
    const put = (status: number) => this.#putAudit({ ...entry, status })
    await put(0)
    return put
  }

  /** Takes away what was written down before a time (epoch milliseconds). */
  async forgetCalls(before: number): Promise<void> {
    const old = { prefix: keys.audits, before, goes: ({ key }: Entry) => [key] }
    await forgetEntries(this.#records.store, old)
  }

  async #put(changes: ChangeSet, token: Model.Token): Promise<void> {
    changes.put(keys.token(token.id), this.#records.codecs.token, token)
    await this.#records.store.commit(changes.toCommit())
  }

  async #putAudit(entry: Model.Audit): Promise<void> {
    const changes = new ChangeSet()
    changes.put(keys.audit(entry.id), this.#records.codecs.audit, entry)
    await this.#records.store.commit(changes.toCommit())
  }
}

/** The access to the repository in this store, which is open. */
export function openAccess(ports: { readonly store: Store; readonly codec: Codec }): Access {
  return new Access(new Records(ports.store, ports.codec))
}

function assertNew(name: string, expires: number | undefined, now: number): void {
  if (!isName(name)) {
    throw new AysError('AYS_NAME_INVALID', `"${name}" is not a name for a token`, {
      hint: 'Use letters, digits, "-", "_" and ".".',
    })
  }
  if (expires !== undefined && expires <= now) {
    throw new AysError('AYS_USAGE', 'a token cannot expire before it is made')
  }
}
