import { Args, Flags } from '@oclif/core'

/** For commands that drive a run. */
export const parallel = Flags.integer({
  min: 1,
  helpValue: 'N',
  summary: 'At most so many jobs at once; by default as many as there are workers',
})

/** For commands that plan from blueprints. */
export const blueprints = Args.string({
  name: 'BLUEPRINT',
  multiple: true,
  description: 'Blueprint files or folders; by default every active one of the repository',
})

export const prune = Flags.boolean({
  summary: 'Remove services that these blueprints declared before and no longer do',
})

export const target = Flags.string({
  multiple: true,
  multipleNonGreedy: true,
  helpValue: 'role!name',
  summary: 'Only jobs of this service and what they need; may be given several times',
})

export const schemaFiles = Args.string({
  name: 'FILE',
  multiple: true,
  required: true,
  description: 'Schemas: .hrd, .capnp, or what plugins add',
})

export const schemaFile = Args.string({
  name: 'SCHEMA',
  required: true,
  description: 'A schema: .hrd, .capnp, or what plugins add',
})

export const pack = Flags.string({
  default: 'local',
  helpValue: 'NAME',
  summary: 'The pack of the templates: the ids of HRD schemas are made of it',
})

export const strict = Flags.boolean({
  summary: 'What AYS 8.1 silently ignored or misread is an error',
})
