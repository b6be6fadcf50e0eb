import { Message } from 'capnp-ts'
import * as schema from 'capnp-ts/src/std/schema.capnp.js'
import { capnp, withFile } from './capnp.ts'

/** What the official compiler says of every struct of a text: a line for each field. */
export function officialLayout(text: string): Map<string, string[]> {
  const bytes = withFile(text, (file) => capnp(['compile', '-o-', file]))
  const request = new Message(bytes, false).getRoot(schema.CodeGeneratorRequest)
  // oxlint-disable-next-line eslint/no-underscore-dangle -- the library has no other way
  request.segment.message._capnp.traversalLimit = Number.MAX_SAFE_INTEGER
  const nodes = new Map<bigint, schema.Node>()
  request.getNodes().forEach((node) => nodes.set(node.getId(), node))
  const layouts = new Map<string, string[]>()
  for (const node of nodes.values()) {
    if (!node.isStruct() || node.getStruct().getIsGroup()) continue
    const name = node.getDisplayName().slice(node.getDisplayName().indexOf(':') + 1)
    layouts.set(name, dumpStruct(node, '', nodes))
  }
  return layouts
}

function dumpStruct(node: schema.Node, path: string, nodes: Map<bigint, schema.Node>): string[] {
  const struct = node.getStruct()
  const union = struct.getDiscriminantCount() > 0 ? struct.getDiscriminantOffset() : -1
  const lines = [`${path}: ${struct.getDataWordCount()} ${struct.getPointerCount()} union ${union}`]
  struct.getFields().forEach((field) => {
    const tag = field.getDiscriminantValue() === 0xffff ? -1 : field.getDiscriminantValue()
    const at = `${path}.${field.getName()}`
    const group = field.isGroup() ? nodes.get(field.getGroup().getTypeId()) : undefined
    if (group !== undefined) lines.push(`${at} tag ${tag}`, ...dumpStruct(group, at, nodes))
    else {
      const slot = field.getSlot()
      const offset = slot.getType().isVoid() ? 0 : slot.getOffset()
      lines.push(`${at} @${field.getOrdinal().getExplicit()} at ${offset} tag ${tag}`)
    }
  })
  return lines.toSorted()
}
