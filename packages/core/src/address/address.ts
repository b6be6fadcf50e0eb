import { AysError } from '../errors/ays-error.ts'

const NAME = /^[\p{L}\p{N}_.-]+$/u
const MAX_NAME = 200

/** How a service is addressed: unique in a repository, written `role!name`. */
export interface ServiceAddress {
  /** The part of the template's name before the first dot. */
  readonly role: string
  /** The instance: what stands after `__` in the blueprint. */
  readonly name: string
}

/** `role!name`. */
export function formatAddress({ role, name }: ServiceAddress): string {
  return `${role}!${name}`
}

/** The reverse of {@link formatAddress}; AYS_NAME_INVALID for anything else. */
export function parseAddress(text: string): ServiceAddress {
  const at = text.indexOf('!')
  const address = { role: text.slice(0, Math.max(at, 0)), name: text.slice(at + 1) }
  if (at > 0 && isName(address.role) && isName(address.name)) return address
  throw new AysError('AYS_NAME_INVALID', `"${text}" is not the address of a service`, {
    hint: 'Write role!name, such as node!web.',
  })
}

/** The role of a template: `node.docker` has role `node`. */
export function roleOf(template: string): string {
  const dot = template.indexOf('.')
  return dot < 0 ? template : template.slice(0, dot)
}

/** Letters, digits, `-`, `_` and `.`, at most 200 characters: what AYS 9 asked for, said once. */
export function isName(text: string): boolean {
  return text.length <= MAX_NAME && NAME.test(text)
}
