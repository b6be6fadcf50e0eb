import {
  type Codec,
  type Entry,
  type RecordCodec,
  type Records as Model,
  type ScanRange,
  type ServiceAddress,
  type Store,
} from '@ays/core'
import { addressOfKey, keys, uidOfKey } from './keys.ts'

/** A record and the version it was read with. */
export interface Stored<T> {
  readonly key: string
  readonly value: T
  readonly version: string
}

/** Reads and encodes the records of model.capnp. Writing goes through a ChangeSet. */
export class Records {
  readonly store: Store
  readonly codecs: {
    readonly repo: RecordCodec<Model.Repo>
    readonly service: RecordCodec<Model.Service>
    readonly actor: RecordCodec<Model.Actor>
    readonly code: RecordCodec<Model.Code>
    readonly pending: RecordCodec<Model.Pending>
    readonly claim: RecordCodec<Model.Claim>
    readonly run: RecordCodec<Model.Run>
    readonly job: RecordCodec<Model.Job>
    readonly cancel: RecordCodec<Model.Cancel>
    readonly log: RecordCodec<Model.LogChunk>
    readonly event: RecordCodec<Model.Event>
    readonly submission: RecordCodec<Model.Submission>
    readonly submissionKey: RecordCodec<Model.SubmissionKey>
    readonly revision: RecordCodec<Model.Revision>
    readonly compaction: RecordCodec<Model.Compaction>
    readonly token: RecordCodec<Model.Token>
    readonly audit: RecordCodec<Model.Audit>
    readonly transfer: RecordCodec<Model.Transfer>
  }

  constructor(store: Store, codec: Codec) {
    this.store = store
    this.codecs = {
      repo: codec.record('Repo'),
      service: codec.record('Service'),
      actor: codec.record('Actor'),
      code: codec.record('Code'),
      pending: codec.record('Pending'),
      claim: codec.record('Claim'),
      run: codec.record('Run'),
      job: codec.record('Job'),
      cancel: codec.record('Cancel'),
      log: codec.record('LogChunk'),
      event: codec.record('Event'),
      submission: codec.record('Submission'),
      submissionKey: codec.record('SubmissionKey'),
      revision: codec.record('Revision'),
      compaction: codec.record('Compaction'),
      token: codec.record('Token'),
      audit: codec.record('Audit'),
      transfer: codec.record('Transfer'),
    }
  }

  async get<T>(codec: RecordCodec<T>, key: string): Promise<Stored<T> | undefined> {
    const entry = await this.store.get(key)
    return entry && decode(codec, entry)
  }

  /** In the order of the keys; undefined for what is not there. */
  async getMany<T>(
    codec: RecordCodec<T>,
    list: readonly string[],
  ): Promise<(Stored<T> | undefined)[]> {
    const entries = await this.store.getMany(list)
    return entries.map((entry) => entry && decode(codec, entry))
  }

  async *scan<T>(codec: RecordCodec<T>, range: ScanRange): AsyncIterable<Stored<T>> {
    for await (const entry of this.store.scan(range)) yield decode(codec, entry)
  }

  service(address: ServiceAddress): Promise<Stored<Model.Service> | undefined> {
    return this.get(this.codecs.service, keys.service(address))
  }

  services(addresses: readonly ServiceAddress[]): Promise<(Stored<Model.Service> | undefined)[]> {
    return this.getMany(this.codecs.service, addresses.map(keys.service))
  }

  /** The ids at the end of the keys under a prefix. */
  async ids(range: Pick<ScanRange, 'prefix' | 'limit'>): Promise<string[]> {
    const result: string[] = []
    for await (const { key } of this.store.scan(range)) result.push(uidOfKey(key))
    return result
  }

  /** The addresses at the end of every key of an index. */
  async addresses(prefix: string): Promise<ServiceAddress[]> {
    const result: ServiceAddress[] = []
    for await (const { key } of this.store.scan({ prefix })) result.push(addressOfKey(key))
    return result
  }
}

function decode<T>(codec: RecordCodec<T>, { key, value, version }: Entry): Stored<T> {
  return { key, value: codec.decode(value), version }
}
