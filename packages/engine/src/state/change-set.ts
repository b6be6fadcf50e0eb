import { ABSENT, type Check, type Commit, type Fence, type RecordCodec } from '@ays/core'
import type { Stored } from './records.ts'

const NOTHING = new Uint8Array(0)

/** Gathers what one commit checks and writes. The last word on a key counts. */
export class ChangeSet {
  readonly checks = new Map<string, string>()
  readonly puts = new Map<string, Uint8Array>()
  readonly deletes = new Set<string>()

  /** The commit fails unless the key still is as it was read; the first reading counts. */
  read(key: string, stored: { readonly version: string } | undefined): void {
    if (!this.checks.has(key)) this.checks.set(key, stored?.version ?? ABSENT)
  }

  /** As {@link ChangeSet.read}, of a record with its key. */
  readStored<T>(stored: Stored<T>): Stored<T> {
    this.read(stored.key, stored)
    return stored
  }

  put<T>(key: string, codec: RecordCodec<T>, value: T): void {
    this.putBytes(key, codec.encode(value))
  }

  putBytes(key: string, value: Uint8Array): void {
    this.deletes.delete(key)
    this.puts.set(key, value)
  }

  /** A key whose presence says everything, or whose version is what others check. */
  mark(key: string): void {
    this.putBytes(key, NOTHING)
  }

  delete(key: string): void {
    this.puts.delete(key)
    this.deletes.add(key)
  }

  get empty(): boolean {
    return this.puts.size === 0 && this.deletes.size === 0
  }

  /** Everything of the other, over what is here. */
  merge(other: ChangeSet): void {
    for (const [key, version] of other.checks) this.read(key, { version })
    for (const [key, value] of other.puts) this.putBytes(key, value)
    for (const key of other.deletes) this.delete(key)
  }

  toCommit(options: { readonly id?: string; readonly fences?: readonly Fence[] } = {}): Commit {
    const checks: Check[] = []
    this.checks.forEach((version, key) => checks.push({ key, version }))
    const puts: { key: string; value: Uint8Array }[] = []
    this.puts.forEach((value, key) => puts.push({ key, value }))
    return { ...options, checks, puts, deletes: [...this.deletes] }
  }
}
