// Made of model.capnp by `npm run generate`. Never edited by hand.
export type ActionStatus = 'new' | 'changed' | 'scheduled' | 'ok' | 'error' | 'disabled'
export type JobState = 'new' | 'running' | 'ok' | 'error' | 'skipped' | 'cancelled'
export type RunState = 'new' | 'running' | 'ok' | 'error' | 'cancelled'
export type SubmissionState = 'queued' | 'running' | 'waiting' | 'ok' | 'error' | 'cancelled'
export type EventState = 'new' | 'unheard' | 'queued'
export type Origin = 'blueprint' | 'auto' | 'ensured'
export type RevisionKind = 'create' | 'update' | 'state' | 'delete' | 'forget'
export type Scope = 'read' | 'run' | 'write' | 'admin'
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
  /** hash of the schema that data and declared were written with */
  schema: string
  data: Uint8Array
  /** what the blueprint last gave, defaults filled in */
  declared: Uint8Array
  declaredFields: string[]
  origin: Origin
  blueprint: string
  line: number
  /** address of the service whose action declared this one */
  ensuredBy: string
  links: Link[]
  actions: ActionState[]
  created: number
  /** While a replace is under way: what stop and uninstall still work with. */
  updated: number
  beforeData: Uint8Array
  beforeLinks: Link[]
  /** event filters of the blueprint */
  eventsJson: string
  /** counts changes of data and links; the last one in its history */
  revision: number
  /** address of the service whose link made this one */
  madeFor: string
  /** nothing recurs */
  paused: boolean
}

export interface Link {
  role: string
  name: string
  uid: string
  argname: string
  parent: boolean
  /** the blueprint names it; otherwise it was found or made */
  named: boolean
}

export interface ActionState {
  name: string
  status: ActionStatus
  /** hash of the code that ran last */
  code: string
  /** a Reason: why it is changed, scheduled or in error */
  reasonJson: string
  /** args of a scheduled action */
  argsJson: string
  /** the run and job that last finished it */
  run: string
  job: number
  lastRun: number
  /** of a recurring action, as the blueprint says; 0: none */
  period: number
  /** when it recurs next; 0: not as things are */
  due: number
}

export interface Revision {
  uid: string
  number: number
  kind: RevisionKind
  role: string
  name: string
  actor: string
  /** before; empty for create */
  data: Uint8Array
  links: Link[]
  at: number
  who: string
  command: string
  /** empty when nothing had to run */
  run: string
  /** -1: planned, or by hand */
  job: number
  /** of the job, or whose state was set */
  action: string
  blueprint: string
  line: number
  stateBefore: ActionStatus
  stateAfter: ActionStatus
}

export interface Compaction {
  at: number
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
  /** field to actions */
  onChangeJson: string
  recurringJson: string
  eventsJson: string
  updated: number
  /** jobs of this actor at once; 0: no limit */
  concurrency: number
  /** of the pack */
  version: string
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
  /** jobs in each step, as planned */
  steps: number[]
  /** points that only order: numbered from jobs on */
  gates: Gate[]
  /** jobs as planned; a run grows beyond */
  jobs: number
  barrier: boolean
  /** jobs by JobState, when the run has ended */
  counts: number[]
  /** of recurring actions: retention keeps the last jobs of each */
  recurring: boolean
  /** waits between tries, in place of those of actor.yaml */
  retries: number[]
  /** jobs at once; 0: as many as the executor takes */
  parallel: number
}

export interface Gate {
  needs: number[]
}

export interface Cancel {
  who: string
  at: number
  /** at once, without waiting for the actions */
  kill: boolean
}

export interface Job {
  number: number
  role: string
  name: string
  uid: string
  actor: string
  action: string
  /** empty: done by AYS itself */
  code: string
  state: JobState
  step: number
  needs: number[]
  attempt: number
  argsJson: string
  /** a Reason: why it is in the run; once left out, why */
  reasonJson: string
  created: number
  started: number
  ended: number
  errorJson: string
  logChunks: number
  /** number of the job whose commit added it */
  grownBy: number
  /** it has failed and is tried again then; 0: nothing holds it back */
  retryAt: number
  /** tries that failed since the run was started or retried */
  failures: number
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

export interface Transfer {
  repository: string
  /** where the entries come from: only the same is gone on with */
  source: string
  /** every key before it is there */
  cursor: string
}

export interface Token {
  id: string
  /** who it says */
  name: string
  scope: Scope
  /** sha256 of the secret, which is 256 random bits */
  hash: Uint8Array
  created: number
  createdBy: string
  /** 0: never */
  expires: number
  /** 0: not */
  revoked: number
  revokedBy: string
}

export interface Audit {
  id: string
  at: number
  who: string
  /** empty: through the socket */
  token: string
  operation: string
  request: string
  /** 0: not answered */
  status: number
}

export interface Event {
  /** the command that filters ask for */
  name: string
  /** what the actions get */
  payloadJson: string
  /** address of the service whose action emitted it, or who sent it */
  source: string
  at: number
  channel: string
  tags: string[]
  /** only services of this role, and of this name, hear it; empty: all */
  role: string
  service: string
  /** sha256 of the secret it brings */
  secretHash: string
  /** hex HMAC-SHA256 of the payload */
  signature: string
  state: EventState
  /** the queued run that it starts */
  submission: string
  /** what the signature signs, when it is not the payload */
  signed: string
}

export interface Submission {
  id: string
  /** who submits under the same key again gets this one */
  key: string
  /** 0 goes first */
  priority: number
  requestJson: string
  who: string
  created: number
  state: SubmissionState
  /** the one it started */
  run: string
  /** waits before the run is retried */
  delays: number[]
  /** how often it was */
  retries: number
  /** when it is next; 0: not */
  retryAt: number
  /** why it could not be started */
  errorJson: string
  ended: number
  /** of the event it is of: those of one source keep their order */
  source: string
  command: string
}

export interface SubmissionKey {
  id: string
}
