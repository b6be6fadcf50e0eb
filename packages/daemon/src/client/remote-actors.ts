import type { ActorApi, ActorDetail, ActorInfo, SignalOption } from '@ays/core'
import type { HttpClient } from './http-client.ts'

/** Actors of AYS in another process. */
export class RemoteActors implements ActorApi {
  protected readonly http: HttpClient

  constructor(http: HttpClient) {
    this.http = http
  }

  listActors(options: SignalOption = {}): Promise<ActorInfo[]> {
    return this.http.call('listActors', {}, options)
  }

  showActor(name: string, options: SignalOption = {}): Promise<ActorDetail> {
    return this.http.call('showActor', { path: { name } }, options)
  }
}
