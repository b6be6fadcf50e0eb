import { isDeepStrictEqual } from 'node:util'
import { type Document, isSeq, parseDocument } from 'yaml'
import { type ActorFile, actorShape } from '../template/actor-shape.ts'
import { toDeclaration } from '../template/declaration.ts'

/**
 * The text of an actor.yaml with what is added; comments stay. What the text has already counts, as it
 * does before actor.hrd: links by their field, the parent, recurring actions by name, equal events.
 */
export function extendActor(text: string, added: ActorFile): string {
  const document = parseDocument(text)
  const before = document.toString()
  const checked = actorShape.check(document.toJS() ?? {})
  const known = toDeclaration(checked.ok ? checked.value : {})
  const { parent, consume, recurring, events } = toDeclaration(added)
  if (parent && !known.parent) document.setIn(['links', 'parent'], added.links?.parent)
  const isNew = {
    consume: consume.map(({ argname }) => !known.consume.some((one) => one.argname === argname)),
    recurring: recurring.map(({ action }) => !known.recurring.some((one) => one.action === action)),
    events: events.map((event) => !known.events.some((one) => isDeepStrictEqual(one, event))),
  }
  append(document, ['links', 'consume'], added.links?.consume, isNew.consume)
  append(document, ['recurring'], added.recurring, isNew.recurring)
  append(document, ['events'], added.events, isNew.events)
  const after = document.toString()
  return after === before ? text : after
}

function append(
  document: Document,
  path: readonly string[],
  items: readonly unknown[] = [],
  isNew: readonly boolean[],
): void {
  const missing = items.filter((_, index) => isNew[index])
  if (missing.length === 0) return
  const list = document.getIn(path)
  if (!isSeq(list)) document.setIn(path, missing)
  else for (const item of missing) list.add(document.createNode(item))
}
