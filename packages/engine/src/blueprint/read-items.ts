import { type Diagnostic, type EventFilter, parseDuration } from '@ays/core'
import { DURATION } from '../yaml/duration-shape.ts'
import { Shape } from '../yaml/shape.ts'
import type { BlueprintBlock } from './blueprint-block.ts'
import { namePattern, type NamePattern } from './name-pattern.ts'
import type { ServiceSelector, WantedAction, WantedEventFilter } from './wanted.ts'

/** The items of an `actions:` or `eventfilters:` block that are right, and every fault of the others. */
export interface ItemsReading<Item> {
  readonly items: readonly Item[]
  readonly diagnostics: readonly Diagnostic[]
}

type Names = string | readonly string[]

interface Selection {
  readonly actor?: string
  readonly service?: string
}

interface ActionItem extends Selection {
  readonly action: Names
  readonly recurring?: string | number
  readonly force?: boolean
}

interface EventItem extends Selection {
  readonly action: Names
  readonly channel: string
  readonly cmd?: string
  readonly secret?: Names
}

const PATTERN = { title: 'a regular expression', type: 'string' }
const NAMES = {
  title: 'a name, several with commas, or a list of names',
  type: ['string', 'array'],
  minLength: 1,
  minItems: 1,
  items: { title: 'a name', type: 'string' },
}

const actionItems = listOf<ActionItem>(['action'], {
  action: NAMES,
  actor: PATTERN,
  service: PATTERN,
  recurring: DURATION,
  force: { title: 'true or false', type: 'boolean' },
})

const eventItems = listOf<EventItem>(['action', 'channel'], {
  action: NAMES,
  actor: PATTERN,
  service: PATTERN,
  channel: { title: 'the name of a channel', type: 'string', minLength: 1 },
  cmd: { title: 'the name of a command', type: 'string' },
  secret: NAMES,
})

function listOf<Item>(required: readonly string[], properties: object): Shape<Item[]> {
  const title = `a mapping with ${required.map((key) => `"${key}:"`).join(' and ')}`
  return new Shape({
    title: 'a list',
    type: 'array',
    items: { title, type: 'object', required, additionalProperties: false, properties },
  })
}

/** The items of an `actions:` block. */
export async function readActions(block: BlueprintBlock): Promise<ItemsReading<WantedAction>> {
  return readItems(block, actionItems, ({ action, recurring, force = false }, reader) => ({
    actions: reader.actions(action),
    ...(recurring === undefined ? {} : { recurring: parseDuration(recurring) }),
    force,
  }))
}

/** The items of an `eventfilters:` block. */
export async function readEventFilters(
  block: BlueprintBlock,
): Promise<ItemsReading<WantedEventFilter>> {
  return readItems(
    block,
    eventItems,
    ({ action, channel, cmd = '', secret = [] }, reader): EventFilter => ({
      channel,
      command: cmd,
      actions: reader.actions(action),
      secrets: splitNames(secret),
    }),
  )
}

async function readItems<Raw extends Selection, Item>(
  block: BlueprintBlock,
  shape: Shape<Raw[]>,
  read: (raw: Raw, reader: ItemReader) => Item,
): Promise<ItemsReading<Item & ServiceSelector & BlueprintBlock['place']>> {
  const checked = shape.check(block.value)
  if (!checked.ok) {
    const diagnostics = checked.faults.map(({ path, message, detail }) =>
      block.error('AYS_BLUEPRINT_SYNTAX', path, `${block.key}: ${message}`, detail),
    )
    return { items: [], diagnostics }
  }
  const readers = checked.value.map((raw, at) => ({ raw, reader: new ItemReader(block, at) }))
  const items = await Promise.all(
    readers.map(async ({ raw, reader }) => ({
      ...read(raw, reader),
      ...(await reader.selector(raw)),
      ...reader.place,
    })),
  )
  return { items, diagnostics: readers.flatMap(({ reader }) => reader.faults) }
}

/** Reads the parts that both kinds of items have. */
class ItemReader {
  readonly faults: Diagnostic[] = []
  readonly #block: BlueprintBlock
  readonly #at: number

  constructor(block: BlueprintBlock, at: number) {
    this.#block = block
    this.#at = at
  }

  get place() {
    return this.#block.locate([this.#at])
  }

  actions(names: Names): readonly string[] {
    const actions = splitNames(names)
    for (const name of actions) {
      if (!/^[A-Za-z_]\w*$/.test(name)) this.#fault('action', `"${name}" is no name of an action`)
    }
    return actions
  }

  async selector({ actor, service }: Selection): Promise<ServiceSelector> {
    const [forActor, forService] = await Promise.all([
      this.#pattern('actor', actor),
      this.#pattern('service', service),
    ])
    return {
      ...(forActor && { actor: forActor }),
      ...(forService && { service: forService }),
    }
  }

  async #pattern(key: keyof Selection, text: string | undefined): Promise<NamePattern | undefined> {
    if (text === undefined) return undefined
    const pattern = await namePattern(text)
    if (!pattern) {
      this.#fault(key, `"${text}" is no regular expression that can be matched in linear time`)
    }
    return pattern
  }

  #fault(key: string, message: string): void {
    const summary = `${this.#block.key}: ${message}`
    this.faults.push(this.#block.error('AYS_BLUEPRINT_SYNTAX', [this.#at, key], summary))
  }
}

function splitNames(names: Names): string[] {
  const list = typeof names === 'string' ? names.split(',') : names
  return list.map((name) => name.trim()).filter((name) => name !== '')
}
