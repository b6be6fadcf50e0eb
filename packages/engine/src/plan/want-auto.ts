import { type Diagnostic, formatAddress } from '@ays/core'
import { wantService } from '../blueprint/read-service.ts'
import type { WantedService } from '../blueprint/wanted.ts'
import type { AutoService } from '../link/resolve-links.ts'
import type { Template } from '../template/template.ts'

/** A service that a link needs, as a declaration with nothing but defaults; without its template, why not. */
export function wantAuto(
  template: Template | undefined,
  { role, name, by }: AutoService,
): { readonly wanted?: WantedService; readonly fault?: Diagnostic } {
  const source = { file: by.file, line: by.line, column: by.column }
  if (template) {
    return { wanted: wantService(template, name, {}, { ...source, locate: () => by }).service }
  }
  const fault: Diagnostic = {
    severity: 'error',
    code: 'AYS_TEMPLATE_UNKNOWN',
    summary: `${formatAddress(by)} needs a ${role} made for it, and no template has that name`,
    detail: `Declare a service of role ${role}, or add the pack that has the template ${role}.`,
    source,
  }
  return { fault }
}
