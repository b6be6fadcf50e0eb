import {
  type ConsumeLink,
  formatAddress,
  parseAddress,
  type ParentLink,
  type TemplateLinks,
} from '@ays/core'
import {
  type KnownService,
  type LinkLookup,
  type LinkResolution,
  type LinkWish,
  resolveLinks,
} from '../../src/link/resolve-links.ts'

/** A wish as text and data: `web!a`, what its template needs, what its blueprint names. */
export interface WishInput {
  readonly address: string
  readonly parent?: Partial<ParentLink> & { readonly role: string }
  readonly consume?: readonly (Partial<ConsumeLink> & { readonly role: string })[]
  /** Argname to names. */
  readonly given?: Readonly<Record<string, readonly string[]>>
  readonly stored?: KnownService
}

/** Each wish stands in a line of its own, 1 on; a link that is given in column 3. */
export function wishesOf(inputs: readonly WishInput[]): LinkWish[] {
  return inputs.map(({ address, parent, consume = [], given = {}, stored }, at) => {
    const { role, name } = parseAddress(address)
    const place = { file: 'site.yaml', line: at + 1, column: 1 }
    const links: TemplateLinks = {
      ...(parent && { parent: { argname: parent.role, auto: false, optional: false, ...parent } }),
      consume: consume.map((link) => ({
        argname: link.role,
        min: 0,
        max: 0,
        auto: false,
        ...link,
      })),
    }
    return {
      wanted: {
        template: role,
        role,
        name,
        fields: {},
        data: {},
        links: given,
        ...place,
        locate: (argname) => (given[argname] ? { ...place, column: 3 } : place),
      },
      links,
      ...(stored && { stored }),
    }
  })
}

/** A service of the repository; its links as `argname=role!name`, with `*` at the end when it was named. */
export function known(address: string, ...links: readonly string[]): KnownService {
  const { role, name } = parseAddress(address)
  return {
    template: role,
    role,
    name,
    links: links.map((link) => {
      const [, argname = '', to = '', star] = /^(\w+)=([^ *]+)( \*)?$/.exec(link) ?? []
      return { argname, ...parseAddress(to), parent: false, named: star !== undefined }
    }),
  }
}

export function lookupOf(services: readonly KnownService[]): LinkLookup {
  const byAddress = new Map(services.map((service) => [formatAddress(service), service]))
  return {
    ofRole: (role) => services.filter((service) => service.role === role),
    find: (role, name) => byAddress.get(formatAddress({ role, name })),
  }
}

/** What is wished for and there, and all that must come of it; what is absent is empty. */
export interface LinkCase {
  readonly wishes: readonly WishInput[]
  readonly there?: readonly KnownService[]
  readonly links?: readonly string[]
  readonly faults?: readonly string[]
  readonly made?: readonly string[]
}

export function expected({ links = [], faults = [], made = [] }: LinkCase) {
  return { links, faults, made }
}

export function resolve({ wishes, there = [] }: LinkCase, making = true) {
  const found = resolveLinks(wishesOf(wishes), lookupOf(there), making)
  return {
    links: drawLinks(found),
    faults: drawFaults(found),
    made: found.autos.map(({ role, name, by }) => `${role}!${name} for ${by.name}`),
  }
}

/** `web!a -> db!b`, parents with `=>`, what was named with `*`. */
function drawLinks({ links }: LinkResolution): string[] {
  return [...links].flatMap(([from, found]) =>
    found.map(
      (link) =>
        `${from} ${link.parent ? '=>' : '->'} ${formatAddress(link)}${link.named ? ' *' : ''}`,
    ),
  )
}

/** `line:column CODE`. */
function drawFaults({ diagnostics, warnings, cycle }: LinkResolution): string[] {
  return [...diagnostics, ...warnings, ...(cycle ? [cycle] : [])].map(
    ({ source, code }) => `${source?.line}:${source?.column} ${code}`,
  )
}
