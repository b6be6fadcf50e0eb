import { isDeepStrictEqual } from 'node:util'
import { type Diagnostic, formatAddress } from '@ays/core'
import type { WantedService } from './wanted.ts'

/**
 * One declaration for each address. The same said twice is said once. Two that differ are applied in
 * their order within a file, as in AYS 8.1, so the last one stands, with a warning; across files no
 * order is meant, so they are an error. So are two templates for one address.
 */
export function mergeServices(declared: readonly WantedService[]): {
  services: WantedService[]
  diagnostics: Diagnostic[]
} {
  const services = new Map<string, WantedService>()
  const diagnostics: Diagnostic[] = []
  for (const service of declared) {
    const address = formatAddress(service)
    const first = services.get(address)
    if (first && isSame(first, service)) continue
    if (first) diagnostics.push(conflict(first, service))
    services.set(address, service)
  }
  return { services: [...services.values()], diagnostics }
}

function isSame(a: WantedService, b: WantedService): boolean {
  return (
    a.template === b.template &&
    isDeepStrictEqual(a.fields, b.fields) &&
    isDeepStrictEqual(a.links, b.links)
  )
}

function conflict(first: WantedService, second: WantedService): Diagnostic {
  const address = formatAddress(second)
  const { file, line, column } = second
  const places = {
    code: 'AYS_BLUEPRINT_KEY' as const,
    source: { file, line, column },
    related: [{ file: first.file, line: first.line, column: first.column }],
  }
  const before = `${first.file}:${first.line}`
  if (first.template !== second.template) {
    const summary = `${address} is made of ${second.template} here and of ${first.template} in ${before}`
    const detail =
      'The role is the name of the template up to its first dot. Rename one of the two.'
    return { severity: 'error', summary, detail, ...places }
  }
  const summary = `${address} is declared here and differently in ${before}`
  if (first.file === file) {
    return { severity: 'warning', summary, detail: 'The last declaration stands.', ...places }
  }
  return { severity: 'error', summary, detail: 'Keep one of the two.', ...places }
}
