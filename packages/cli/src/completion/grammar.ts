/** What there is to complete: the part of oclif's manifest that says so. */
export interface Grammar {
  readonly commands: readonly CommandShape[]
  /** Descriptions of topics by their words, with colons. */
  readonly topics: Readonly<Record<string, string>>
}

export interface CommandShape {
  /** Its words, with colons. */
  readonly id: string
  readonly summary?: string | undefined
  readonly hidden?: boolean | undefined
  /** In their order. */
  readonly args: Readonly<Record<string, ArgShape>>
  readonly flags: Readonly<Record<string, FlagShape>>
}

/** An argument. */
export interface ArgShape {
  readonly name: string
  readonly options?: readonly string[] | undefined
  readonly multiple?: boolean | undefined
}

export interface FlagShape extends ArgShape {
  readonly char?: string | undefined
  readonly type: 'boolean' | 'option'
  readonly summary?: string | undefined
  readonly hidden?: boolean | undefined
}

/** What can stand in the place of a word. */
export interface Candidate {
  readonly value: string
  /** What it means, on one line; may be empty. */
  readonly text: string
}

/** Kinds of names that only a repository knows. */
export type NameKind = 'service' | 'run' | 'template' | 'action' | 'role' | 'instance'

/** Arguments and flags by their names; where a command means something else by it, with the command. */
const KINDS: Readonly<Record<string, NameKind | undefined>> = {
  service: 'service',
  target: 'service',
  parent: 'service',
  consumes: 'service',
  'service:list after': 'service',
  run: 'run',
  'run:list before': 'run',
  template: 'template',
  actor: 'template',
  'template:new template': undefined,
  'pack:test template': undefined,
  action: 'action',
  role: 'role',
  instance: 'instance',
}

/** What an argument or a flag of a command names; undefined for what no repository knows. */
export function kindOf(command: string, name: string): NameKind | undefined {
  const special = `${command} ${name}`
  return special in KINDS ? KINDS[special] : KINDS[name]
}
