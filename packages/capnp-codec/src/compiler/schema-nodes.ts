import { createRequire } from 'node:module'
import type * as CapnpTs from 'capnp-ts'
import type * as Capnp from 'capnp-ts/src/std/schema.capnp.js'

const require = createRequire(import.meta.url)

/** A list of the library, which is no array. */
interface LibraryList<T> {
  getLength(): number
  get(index: number): T
}

/** The nodes of a code generator's request, by id. */
export class SchemaNodes {
  readonly #nodes = new Map<bigint, Capnp.Node>()

  /** The library is loaded here: most schemas need neither it nor the compiler. */
  constructor(bytes: Uint8Array) {
    const { Message }: typeof CapnpTs = require('capnp-ts')
    const { CodeGeneratorRequest }: typeof Capnp = require('capnp-ts/src/std/schema.capnp.js')
    const message = new Message(Uint8Array.from(bytes), false)
    // The compiler is trusted, and the limit counts how often something is read.
    // oxlint-disable-next-line eslint/no-underscore-dangle -- the library has no other way
    message._capnp.traversalLimit = Number.MAX_SAFE_INTEGER
    const request = message.getRoot(CodeGeneratorRequest)
    for (const node of itemsOf(request.getNodes())) this.#nodes.set(node.getId(), node)
  }

  get(id: bigint): Capnp.Node | undefined {
    return this.#nodes.get(id)
  }

  [Symbol.iterator](): Iterator<Capnp.Node> {
    return this.#nodes.values()
  }
}

/** A list of the library as an array. */
export function itemsOf<T>(list: LibraryList<T>): T[] {
  return Array.from({ length: list.getLength() }, (_, index) => list.get(index))
}

/** The name without its file and scopes. */
export function shortNameOf(node: Capnp.Node): string {
  return node.getDisplayName().slice(node.getDisplayNamePrefixLength())
}
