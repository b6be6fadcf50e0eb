// Made of model.capnp by `npm run generate`. Never edited by hand.
export type ActionStatus = 'new' | 'changed' | 'scheduled' | 'ok' | 'error' | 'disabled'
export type JobState = 'new' | 'running' | 'ok' | 'error' | 'skipped' | 'cancelled'
export type RunState = 'new' | 'running' | 'ok' | 'error' | 'cancelled'
export type Origin = 'blueprint' | 'auto' | 'ensured'
export type LogSource = 'log' | 'stdout' | 'stderr'
export type LogSeverity = 'debug' | 'info' | 'warn' | 'error'

export interface Repo {
  format: number
  id: string
  created: number
}

export interface Service {
  uid: string
  role: string
  name: string
  actor: string
  schema: string
  data: Uint8Array
  declared: Uint8Array
  declaredFields: string[]
  origin: Origin
  blueprint: string
  line: number
  ensuredBy: string
  links: Link[]
  actions: ActionState[]
  created: number
  updated: number
  beforeData: Uint8Array
  beforeLinks: Link[]
  eventsJson: string
}

export interface Link {
  role: string
  name: string
  uid: string
  argname: string
  parent: boolean
  named: boolean
}

export interface ActionState {
  name: string
  status: ActionStatus
  code: string
  reason: string
  argsJson: string
  run: string
  job: number
  lastRun: number
  period: number
}

export interface Actor {
  name: string
  role: string
  pack: string
  folder: string
  schema: string
  capnp: string
  lockJson: string
  linksJson: string
  goal: string
  actions: ActorAction[]
  onChangeJson: string
  recurringJson: string
  eventsJson: string
  updated: number
}

export interface ActorAction {
  name: string
  code: string
  inputs: string
  optionsJson: string
}

export interface Code {
  code: string
  map: string
  action: string
  actor: string
}

export interface Pending {
  actions: string[]
}

export interface Guard {
  count: number
}

export interface Claim {
  run: string
}

export interface Run {
  id: string
  state: RunState
  command: string
  who: string
  created: number
  started: number
  ended: number
  steps: number[]
  gates: Gate[]
  jobs: number
  barrier: boolean
  counts: number[]
}

export interface Gate {
  needs: number[]
}

export interface Job {
  number: number
  role: string
  name: string
  uid: string
  actor: string
  action: string
  code: string
  state: JobState
  step: number
  needs: number[]
  attempt: number
  argsJson: string
  reason: string
  created: number
  started: number
  ended: number
  errorJson: string
  logChunks: number
  grownBy: number
}

export interface LogChunk {
  lines: LogLine[]
}

export interface LogLine {
  at: number
  severity: LogSeverity
  source: LogSource
  text: string
}

export interface Event {
  name: string
  payloadJson: string
  source: string
  at: number
}
