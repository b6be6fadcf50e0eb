import type { PrimitiveKind, TypeModel } from '@ays/core'
import type * as Capnp from 'capnp-ts/src/std/schema.capnp.js'
import { itemsOf, type SchemaNodes, shortNameOf } from './schema-nodes.ts'

/** What the parameters of generic structs stand for, by scope and index. */
export type Bindings = ReadonlyMap<string, TypeModel>

/** A struct with what its parameters stand for: each is a struct of its own in the model. */
export interface Instance {
  readonly name: string
  readonly node: Capnp.Node
  readonly bindings: Bindings
}

/** In the order of the library's Type.which(). */
const KINDS: readonly PrimitiveKind[] = [
  'void',
  'bool',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'float32',
  'float64',
  'text',
  'data',
]

/** Finds the types of a request, and notes which structs and enums they lead to. */
export class RequestTypes {
  readonly instances = new Map<string, Instance>()
  readonly enums = new Map<string, Capnp.Node>()
  readonly #nodes: SchemaNodes
  readonly #names = new Map<string, string>()

  constructor(nodes: SchemaNodes) {
    this.#nodes = nodes
  }

  resolve(type: Capnp.Type, bindings: Bindings): TypeModel {
    if (type.isList()) return this.#list(type.getList().getElementType(), bindings)
    if (type.isEnum()) return { kind: 'enum', name: this.enum(type.getEnum().getTypeId()) }
    if (type.isStruct()) {
      const { typeId, brand } = {
        typeId: type.getStruct().getTypeId(),
        brand: type.getStruct().getBrand(),
      }
      return { kind: 'struct', name: this.struct(typeId, this.#bind(brand, bindings)) }
    }
    if (type.isAnyPointer()) return this.#parameter(type.getAnyPointer(), bindings)
    // An interface is a pointer too; nothing that is stored holds one.
    return { kind: KINDS[type.which()] ?? 'anyPointer' }
  }

  /** The name of a struct in the model; it is read later. */
  struct(id: bigint, bindings: Bindings): string {
    const node = this.#nodes.get(id)
    if (node === undefined) return ''
    const used = node.getIsGeneric() ? bindings : NONE
    const key = `${id} ${Array.from(used, ([parameter, type]) => `${parameter}=${nameOf(type)}`).join(' ')}`
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const suffix = Array.from(used.values(), nameOf).join('And')
    const name = this.#freeName(node, suffix === '' ? '' : `Of${suffix}`)
    this.#names.set(key, name)
    this.instances.set(name, { name, node, bindings: used })
    return name
  }

  enum(id: bigint): string {
    const node = this.#nodes.get(id)
    const known = this.#names.get(`${id}`)
    if (known !== undefined || node === undefined) return known ?? ''
    const name = this.#freeName(node, '')
    this.#names.set(`${id}`, name)
    this.enums.set(name, node)
    return name
  }

  /** As declared where that is possible: inside a struct that is in the model under its own name. */
  #freeName(node: Capnp.Node, suffix: string): string {
    const scope = this.#nodes.get(node.getScopeId())
    const plain = scope?.isStruct() === true && !scope.getIsGeneric() && suffix === ''
    const outer = plain ? `${this.struct(scope.getId(), NONE)}.` : ''
    const path = plain ? shortNameOf(node) : pathOf(node, this.#nodes)
    const base = `${outer}${path}${suffix}`
    for (let number = 1; ; number++) {
      const name = number === 1 ? base : `${base}${number}`
      if (!this.instances.has(name) && !this.enums.has(name)) return name
    }
  }

  #list(element: Capnp.Type, bindings: Bindings): TypeModel {
    const type = this.resolve(element, bindings)
    // A list of what is not known yet is only known to be a pointer.
    return type.kind === 'anyPointer' ? type : { kind: 'list', element: type }
  }

  #parameter(any: Capnp.Type_AnyPointer, bindings: Bindings): TypeModel {
    if (!any.isParameter()) return { kind: 'anyPointer' }
    const parameter = any.getParameter()
    const key = keyOf(parameter.getScopeId(), parameter.getParameterIndex())
    return bindings.get(key) ?? { kind: 'anyPointer' }
  }

  #bind(brand: Capnp.Brand, bindings: Bindings): Bindings {
    const bound = new Map<string, TypeModel>()
    for (const scope of itemsOf(brand.getScopes())) {
      const id = scope.getScopeId()
      if (scope.isInherit()) {
        for (const [key, type] of bindings) if (key.startsWith(`${id}:`)) bound.set(key, type)
      } else {
        for (const [index, binding] of itemsOf(scope.getBind()).entries())
          if (binding.isType())
            bound.set(keyOf(id, index), this.resolve(binding.getType(), bindings))
      }
    }
    return bound
  }
}

const NONE: Bindings = new Map()

function keyOf(scope: bigint, index: number): string {
  return `${scope}:${index}`
}

/** A type as a part of a name: `ListOfText`. */
function nameOf(type: TypeModel): string {
  if (type.kind === 'list') return `ListOf${nameOf(type.element)}`
  if (type.kind === 'struct' || type.kind === 'enum') return type.name.replaceAll('.', '')
  return type.kind.charAt(0).toUpperCase() + type.kind.slice(1)
}

/** The names of the structs around a node and its own, joined. */
function pathOf(node: Capnp.Node, nodes: SchemaNodes): string {
  const scope = nodes.get(node.getScopeId())
  const outer = scope === undefined || scope.isFile() ? '' : pathOf(scope, nodes)
  return `${outer}${shortNameOf(node)}`
}
