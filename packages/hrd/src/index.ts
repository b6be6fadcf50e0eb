/**
 * HRD schemas and values of AYS 8.1, converted to Cap'n Proto.
 *
 * @packageDocumentation
 */
export { createHrdFormat, hrdFormat, type HrdFormatOptions } from './hrd-format.ts'
export { leaveHrd, type WithoutHrd } from './leave-hrd.ts'
export type { HrdValue } from './value/entry.ts'
export {
  parseValueHrd,
  type ParseValueOptions,
  type ValueReading,
} from './value/parse-value-hrd.ts'
export { ValueHrd } from './value/value-hrd.ts'
