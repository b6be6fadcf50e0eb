/**
 * What a plugin that brings commands may use: the base of all commands, and the exit codes.
 *
 * @packageDocumentation
 */
export { AysCommand, type GlobalFlags, type Workspace } from './ays-command.ts'
export { EXIT } from './exit-codes.ts'
