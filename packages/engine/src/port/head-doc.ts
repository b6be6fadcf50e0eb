import type { Diagnostic } from '@ays/core'
import { Shape } from '../yaml/shape.ts'
import { object } from './actor-doc.ts'
import { JsonDocument } from './json-document.ts'
import { FILES, type PortTree } from './layout.ts'

/** The layout of the files of an export. */
export const PORT_FORMAT = 1

/** export.json. */
export interface HeadDoc {
  readonly format: number
  /** Secret values are there; else they are masked. */
  readonly secrets: boolean
}

const headShape = new Shape<HeadDoc>(
  object('an export', {
    format: { title: `${PORT_FORMAT}, what this AYS reads`, const: PORT_FORMAT },
    secrets: { title: 'true or false', type: 'boolean' },
  }),
)

/** What the export says of itself; undefined when `faults` got why it is none. */
export function readHead({ root, files }: PortTree, faults: Diagnostic[]): HeadDoc | undefined {
  const file = files.get(FILES.head)
  if (file) return new JsonDocument(file).as(headShape, faults)
  faults.push({
    severity: 'error',
    code: 'AYS_INPUT_INVALID',
    summary: `this is no export: it has no ${FILES.head}`,
    detail: 'For the folder of an AYS 8.1 or 9 repository, use --from-ays.',
    source: { file: `${root}${FILES.head}`, line: 1, column: 1 },
  })
  return undefined
}
