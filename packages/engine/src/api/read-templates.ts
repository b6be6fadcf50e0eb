import {
  assertNoErrors,
  AysError,
  type TemplateDetail,
  type TemplateInfo,
  type EventFilter,
} from '@ays/core'
import { goalOf } from '../state/actor-view.ts'
import type { TemplateLibrary } from '../template/template-library.ts'
import type { Template } from '../template/template.ts'
import { didYouMean } from '../yaml/suggest.ts'

export function toTemplateInfo(template: Template): TemplateInfo {
  const { name, role, pack, folder, goal, actions, schema, links, docs } = template
  return {
    name,
    role,
    pack,
    folder,
    goal: goalOf(goal, actions),
    actions: [...actions.keys()],
    // What actor.yaml says of a field stands over what its schema says.
    fields: schema.fields.map((field) => {
      const doc = docs[field.name] ?? field.doc
      return doc === undefined ? field : { ...field, doc }
    }),
    links,
  }
}

/** AYS_TEMPLATE_UNKNOWN; AYS_TEMPLATE_INVALID with its diagnostics. */
export async function toTemplateDetail(
  library: TemplateLibrary,
  name: string,
): Promise<TemplateDetail> {
  const reading = await library.read(name)
  if (!reading) throw unknownTemplate(library, name)
  assertNoErrors(reading.diagnostics, `the template ${name} has faults`, 'AYS_TEMPLATE_INVALID')
  const { template } = reading
  if (!template) throw new AysError('AYS_TEMPLATE_INVALID', `the template ${name} cannot be loaded`)
  const { schema, capnp, lock, actions, recurring, events, onChange } = template
  return {
    ...toTemplateInfo(template),
    schema: schema.model,
    capnp,
    ...(lock && { lock }),
    options: Object.fromEntries([...actions].map(([action, { options }]) => [action, options])),
    recurring,
    events: events.map(hideSecrets),
    onChange,
  }
}

/** AYS_TEMPLATE_UNKNOWN, with the name that may have been meant. */
export function unknownTemplate(library: TemplateLibrary, name: string): AysError {
  const hint = didYouMean(name, library.names) ?? 'List them with: ays template list'
  return new AysError('AYS_TEMPLATE_UNKNOWN', `there is no template ${name}`, { hint })
}

/** Who reads templates need not be who may send events. */
function hideSecrets(filter: EventFilter): EventFilter {
  return { ...filter, secrets: filter.secrets.map(() => '(secret)') }
}
