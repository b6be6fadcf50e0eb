import type {
  AccessApi,
  ActorApi,
  ActorDetail,
  ActorInfo,
  AuditFilter,
  AuditInfo,
  CreatedToken,
  ExportReport,
  ExportRequest,
  ImportReport,
  ImportRequest,
  NewToken,
  PortApi,
  RunOptions,
  SignalOption,
  TokenInfo,
} from '@ays/core'
import type { HttpClient } from './http-client.ts'
import { older, readPages } from './read-pages.ts'

/** Of AYS in another process: who may ask it, who has asked, its actors, and the repository as files. */
export class RemoteCare implements AccessApi, ActorApi, PortApi {
  protected readonly http: HttpClient

  constructor(http: HttpClient) {
    this.http = http
  }

  createToken(body: NewToken, options: SignalOption = {}): Promise<CreatedToken> {
    return this.http.call('createToken', { body }, options)
  }

  listTokens(options: SignalOption = {}): Promise<TokenInfo[]> {
    return this.http.call('listTokens', {}, options)
  }

  revokeToken(
    token: string,
    options: SignalOption & { readonly who?: string } = {},
  ): Promise<TokenInfo> {
    return this.http.call('revokeToken', { path: { token }, body: sent(options) }, options)
  }

  listAudit(query?: AuditFilter, options: SignalOption = {}): Promise<AuditInfo[]> {
    return readPages(query, (page) => this.http.call('listAudit', { query: page }, options), older)
  }

  listActors(options: SignalOption = {}): Promise<ActorInfo[]> {
    return this.http.call('listActors', {}, options)
  }

  showActor(name: string, options: SignalOption = {}): Promise<ActorDetail> {
    return this.http.call('showActor', { path: { name } }, options)
  }

  exportServices(query?: ExportRequest, options: SignalOption = {}): Promise<ExportReport> {
    return this.http.call('exportServices', { query }, options)
  }

  importServices(body: ImportRequest, options: SignalOption = {}): Promise<ImportReport> {
    return this.http.call('importServices', { body }, options)
  }
}

/** Options without those that stay in this process. */
export function sent<T extends RunOptions>({
  signal: _signal,
  on: _on,
  ...rest
}: T): Omit<T, keyof RunOptions> {
  return rest
}
