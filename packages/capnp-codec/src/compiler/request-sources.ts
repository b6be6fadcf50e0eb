import { AysError } from '@ays/core'
import { CapnpSchema } from '../codec/capnp-schema.ts'
import { parseSchema } from '../text/parse-schema.ts'

/**
 * The part of a code generator's request that capnp-ts misreads: it knows newer, larger structs, and a
 * list of smaller ones is beyond it. The rest of the request is left unread here.
 */
const REQUEST = `@0xbfc546f6210ad7ce;
annotation bigint(field) :Void;
struct Schema {
  nodes @0 :AnyPointer;
  files @1 :List(File);
  version @2 :AnyPointer;
  sources @3 :List(Source);
  struct File { id @0 :UInt64 $bigint; }
  struct Source { id @0 :UInt64 $bigint; comment @1 :Text; members @2 :List(Member); }
  struct Member { comment @0 :Text; }
}
`

interface Source {
  readonly id: bigint
  readonly comment: string
  readonly members: readonly { readonly comment: string }[]
}

/** Which file was asked for, and the comments in it. */
export class RequestSources {
  readonly rootId: bigint
  readonly #sources: ReadonlyMap<bigint, Source>

  constructor(request: Uint8Array) {
    const { model } = parseSchema(REQUEST, { file: 'request.capnp' })
    if (model === undefined) throw new AysError('AYS_INTERNAL', 'the schema of a request is broken')
    const { files, sources } = new CapnpSchema(model, false)
      .makeCoder<{
        readonly files: readonly { readonly id: bigint }[]
        readonly sources: readonly Source[]
      }>()
      .decode(request)
    this.rootId = files[0]?.id ?? 0n
    this.#sources = new Map(sources.map((source) => [source.id, source]))
  }

  /** The comment on a node, or on one of its fields. */
  docOf(id: bigint, field?: number): string | undefined {
    const source = this.#sources.get(id)
    const comment = field === undefined ? source?.comment : source?.members[field]?.comment
    const doc = comment?.trim()
    return doc === '' ? undefined : doc
  }
}
