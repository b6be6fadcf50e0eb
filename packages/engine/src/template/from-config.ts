import { isMapping } from '../yaml/yaml-document.ts'

/**
 * A config.yaml of AYS 9 in the form of actor.yaml, not yet checked: what is not as AYS 9 wrote it
 * stays as it is, for the check to name.
 */
export function fromConfig(config: unknown): unknown {
  if (!isMapping(config)) return config ?? {}
  const { links, timeouts, doc, recurring, events, longjobs: _, ...rest } = config
  const actions = fromTimeouts(timeouts)
  return {
    ...rest,
    ...present({ recurring, events, doc: fromDoc(doc), links: fromLinks(links), actions }),
  }
}

/** Names of the long jobs of AYS 9, which do not run here. */
export function longJobsOf(config: unknown): string[] {
  const jobs = isMapping(config) ? config['longjobs'] : undefined
  return asList(jobs).flatMap((job) => {
    const action = isMapping(job) ? job['action'] : undefined
    return typeof action === 'string' ? [action] : []
  })
}

function fromLinks(links: unknown): unknown {
  if (!isMapping(links)) return links
  const { parent, consume, ...rest } = links
  return {
    ...rest,
    ...present({
      parent: onlyItem(parent),
      consume: Array.isArray(consume) ? consume.map(fromConsume) : consume,
    }),
  }
}

/** The parent may be written as a list of one. */
function onlyItem(parent: unknown): unknown {
  return Array.isArray(parent) && parent.length === 1 ? parent[0] : parent
}

/** The converter of AYS 8.2 wrote numbers that it found in HRD as texts. */
function fromConsume(entry: unknown): unknown {
  if (!isMapping(entry)) return entry
  const { min, max, ...rest } = entry
  return { ...rest, ...present({ min: toNumber(min), max: toNumber(max) }) }
}

function toNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
}

/** `[{install: 1m}]` as options of the actions. */
function fromTimeouts(timeouts: unknown): unknown {
  if (!Array.isArray(timeouts)) return timeouts
  const entries = timeouts.flatMap((entry) => (isMapping(entry) ? Object.entries(entry) : []))
  return Object.fromEntries(entries.map(([action, timeout]) => [action, { timeout }]))
}

/** `{property: [{field: text}]}` as field to text; fields without a text are left out. */
function fromDoc(doc: unknown): unknown {
  if (!isMapping(doc)) return doc
  const properties = asList(doc['property']).flatMap((entry) =>
    isMapping(entry) ? Object.entries(entry) : [],
  )
  return Object.fromEntries(properties.filter(([, text]) => text !== '' && text !== null))
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** An empty value of YAML is as good as none. */
function present(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  )
}
