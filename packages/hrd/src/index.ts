/**
 * HRD schemas and values of AYS 8.1, converted to Cap'n Proto.
 *
 * @packageDocumentation
 */
export { hrdFormat } from './hrd-format.ts'
