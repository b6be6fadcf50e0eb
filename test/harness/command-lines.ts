/** What `oclif.manifest.json` tells of the commands. */
export interface CommandManifest {
  readonly commands: Readonly<Record<string, ManifestCommand>>
}

interface ManifestCommand {
  readonly flags: Readonly<Record<string, { readonly char?: string; readonly allowNo?: boolean }>>
}

const CODE = /^```[^]*?^```|^ {4}.*$|`[^`\n]+`/gm
const COMMAND = /(?<![\w/.@-])ays +([a-z][^\n`|&;#)]*)/g

/** Every `ays …` in the code of a page, from its first word on. */
export function commandLinesOf(markdown: string): string[] {
  const code = Array.from(markdown.matchAll(CODE), ([text]) => text)
  return code.flatMap((text) => Array.from(text.matchAll(COMMAND), ([, line = '']) => line.trim()))
}

/** What is wrong with a command line: there is no such command, or it has no such flag. */
export function faultOfCommand(line: string, { commands }: CommandManifest): string | undefined {
  const tokens = line.split(/[\s,]+/).map((token) => token.replace(/["'\\].*$/, ''))
  const ids = tokens.map((_, last) => tokens.slice(0, last + 1).join(':'))
  const command = commands[ids.findLast((id) => id in commands) ?? '']
  if (command === undefined) return 'is no command'
  const known = flagsOf(command)
  const flags = tokens.flatMap((token) => /^\[?(--?[a-z][a-z-]*)/.exec(token)?.slice(1) ?? [])
  const unknown = flags.filter((flag) => !known.has(flag))
  return unknown.length === 0 ? undefined : `has no ${unknown.join(', ')}`
}

function flagsOf({ flags }: ManifestCommand): Set<string> {
  const all = Object.entries(flags).flatMap(([name, { char, allowNo }]) => [
    `--${name}`,
    ...(char === undefined ? [] : [`-${char}`]),
    ...(allowNo === true ? [`--no-${name}`] : []),
  ])
  return new Set([...all, '--help'])
}
