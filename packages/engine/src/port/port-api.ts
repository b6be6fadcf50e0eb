import type { PortApi } from '@ays/core'
import { exportServices, type ExportTools } from './export-services.ts'
import { importServices, type ImportTools } from './import-services.ts'

/** What AysApi does with the repository as files. */
export function createPortApi(tools: ExportTools & ImportTools): PortApi {
  return {
    exportServices: (request, options) => exportServices(tools, request, options),
    importServices: (request) => importServices(tools, request),
  }
}
