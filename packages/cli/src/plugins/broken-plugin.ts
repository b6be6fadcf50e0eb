import { AysError } from '@ays/core'

/** What is wrong with a plugin, each a part of a sentence. */
export interface BrokenPlugin {
  readonly name: string
  readonly faults: readonly string[]
}

/** One line for people. */
export function describeBroken({ name, faults }: BrokenPlugin): string {
  return `plugin ${name}: ${faults.join('; ')}`
}

/** AYS_PLUGIN_BROKEN for a plugin that is installed. */
export function brokenPlugin(name: string, fault: string, options?: ErrorOptions): AysError {
  return new AysError('AYS_PLUGIN_BROKEN', describeBroken({ name, faults: [fault] }), {
    ...options,
    hint: `Update it, or remove it: ays plugins uninstall ${name}`,
  })
}
