import type { Diagnostic, EventFilter, Json, SchemaModel } from '@ays/core'
import { stepsOf } from '../blueprint/read-fields.ts'
import { hideSecrets, SECRET } from '../state/show-data.ts'
import type { YamlPath } from '../yaml/yaml-document.ts'
import type { Place } from './ported.ts'

type JsonObject = Readonly<Record<string, Json>>

/**
 * Puts what is stored in the place of values that an export has masked. A masked value that is not stored is a fault:
 * nobody knows it any more.
 */
export class Unmasker {
  readonly #masked: boolean
  readonly #faults: Diagnostic[]

  /** Without `masked`, a value that looks like a mask is one that somebody gave. */
  constructor(masked: boolean, faults: Diagnostic[]) {
    this.#masked = masked
    this.#faults = faults
  }

  /** The data; masks that cannot be lifted are left out. */
  data(
    model: SchemaModel,
    data: JsonObject,
    { stored, place, at }: { stored: JsonObject | undefined; place: Place; at: YamlPath },
  ): JsonObject {
    if (!this.#masked) return data
    return hideSecrets(model, data, (value, path) => {
      if (value !== SECRET) return value
      const steps = stepsOf({ path })
      const known = valueAt(stored, steps)
      if (known === undefined) this.#refuse(place, [...at, ...steps])
      return known ?? SECRET
    })
  }

  events(
    events: readonly EventFilter[] | undefined,
    stored: readonly EventFilter[] | undefined,
    place: Place,
  ): readonly EventFilter[] | undefined {
    if (!this.#masked || !events) return events
    return events.map((filter, at) => ({
      ...filter,
      secrets: filter.secrets.map((secret, which) => {
        if (secret !== SECRET) return secret
        const known = stored?.[at]?.secrets[which]
        if (known === undefined) this.#refuse(place, ['events', at, 'secrets', which])
        return known ?? secret
      }),
    }))
  }

  #refuse(place: Place, path: YamlPath): void {
    this.#faults.push(
      place.error(
        'AYS_INPUT_INVALID',
        path,
        'this value is masked: nobody knows it here',
        'Export with --secrets, or write the value here.',
      ),
    )
  }
}

function valueAt(data: JsonObject | undefined, steps: readonly string[]): Json | undefined {
  let value: unknown = data
  for (const step of steps) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined
  }
  // What is stored was written as JSON.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return value as Json | undefined
}
