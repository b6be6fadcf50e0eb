import { parseDuration } from '@ays/core'
import { Args, Flags } from '@oclif/core'

/** One argument. Never taken from stdin, as oclif would: in a script that belongs to somebody else. */
export const argument = Args.custom({ ignoreStdin: true })

/** For commands about one service. */
export const service = argument({ required: true, description: 'Its address: role!name' })

/** For commands about one event. */
export const event = argument({ name: 'EVENT', required: true, description: 'Its id' })

/** For commands about one queued run. */
export const submission = argument({ name: 'ID', required: true, description: 'Its id' })

/** For commands about the past of a service. */
export const uid = Flags.custom({
  helpValue: 'UID',
  summary: 'Of several services that had this name, the one with this uid',
})

/** For commands that drive a run. */
export const parallel = Flags.integer({
  min: 1,
  helpValue: 'N',
  summary: 'At most so many jobs at once; by default as many as there are workers',
})

/** Waits, one for each try. */
export const waits = Flags.custom<number[]>({
  parse: async (text) => text.split(',').map((wait) => parseDuration(wait.trim())),
  helpValue: '10s,30s,1m',
})

/** For commands that drive a run. */
export const retries = waits({
  summary: 'Try jobs that fail again after these waits, in place of what actor.yaml says',
})

/** For commands that plan from blueprints. */
export const blueprints = argument({
  name: 'BLUEPRINT',
  multiple: true,
  description: 'Blueprint files or folders; by default every active one of the repository',
})

/** For commands that plan from blueprints. */
export const prune = Flags.boolean({
  summary: 'Remove services that these blueprints declared before and no longer do',
})

/** For commands that plan. */
export const target = Flags.string({
  multiple: true,
  multipleNonGreedy: true,
  helpValue: 'role!name',
  summary: 'Only jobs of this service and what they need; may be given several times',
})

/** For commands that read many schemas. */
export const schemaFiles = argument({
  name: 'FILE',
  multiple: true,
  required: true,
  description: 'Schemas: .hrd, .capnp, or what plugins add',
})

/** For commands that use one schema. */
export const schemaFile = argument({
  name: 'SCHEMA',
  required: true,
  description: 'A schema: .hrd, .capnp, or what plugins add',
})

/** For commands that read schemas. */
export const pack = Flags.string({
  default: 'local',
  helpValue: 'NAME',
  summary: 'The pack of the templates: the ids of HRD schemas are made of it',
})

/** For commands that judge schemas. */
export const strict = Flags.boolean({
  summary: 'What AYS 8.1 silently ignored or misread is an error',
})

/** For commands about templates. */
export const templates = argument({
  name: 'TEMPLATE',
  multiple: true,
  description: "Names of templates; by default all of the repository's own",
})
