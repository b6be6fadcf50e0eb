import type { Hook } from '@oclif/core'
import { EXIT } from '../exit-codes.ts'
import { knownWords, unknownCommand } from '../usage-error.ts'

/** oclif runs this for a command that nobody provides; it throws on only errors that carry an exit code. */
export const commandNotFound: Hook.CommandNotFound = async ({ id, config }) => {
  const error = unknownCommand(id, knownWords(config))
  throw Object.assign(error, { oclif: { exit: EXIT.invalid } })
}
