// Made of model.capnp by `npm run generate`. Never edited by hand.

/** The text of model.capnp: the one schema of everything AYS stores. */
export const MODEL_CAPNP = `@0xd5a1c3e97b40f286;
# Everything AYS stores, and nothing else. Fields are only ever added (docs/decisions/0002).
# Texts named *Json hold JSON of a type that core declares; times are epoch milliseconds.

enum ActionStatus { new @0; changed @1; scheduled @2; ok @3; error @4; disabled @5; }
enum JobState { new @0; running @1; ok @2; error @3; skipped @4; cancelled @5; }
enum RunState { new @0; running @1; ok @2; error @3; cancelled @4; }
enum SubmissionState { queued @0; running @1; waiting @2; ok @3; error @4; cancelled @5; }
enum EventState { new @0; unheard @1; queued @2; }
enum Origin { blueprint @0; auto @1; ensured @2; }
enum RevisionKind { create @0; update @1; state @2; delete @3; forget @4; }
enum Scope { read @0; run @1; write @2; admin @3; }
enum LogSource { log @0; stdout @1; stderr @2; }
enum LogSeverity { debug @0; info @1; warn @2; error @3; }

struct Repo {
  format @0 :UInt32;
  id @1 :Text;
  created @2 :Int64;
}

struct Service {
  uid @0 :Text;
  role @1 :Text;
  name @2 :Text;
  actor @3 :Text;
  schema @4 :Text;             # hash of the schema that data and declared were written with
  data @5 :Data;
  declared @6 :Data;           # what the blueprint last gave, defaults filled in
  declaredFields @7 :List(Text);
  origin @8 :Origin;
  blueprint @9 :Text;
  line @10 :UInt32;
  ensuredBy @11 :Text;         # address of the service whose action declared this one
  links @12 :List(Link);
  actions @13 :List(ActionState);
  created @14 :Int64;
  updated @15 :Int64;
  # While a replace is under way: what stop and uninstall still work with.
  beforeData @16 :Data;
  beforeLinks @17 :List(Link);
  eventsJson @18 :Text;        # event filters of the blueprint
  revision @19 :UInt32;        # counts changes of data and links; the last one in its history
  madeFor @20 :Text;           # address of the service whose link made this one
  paused @21 :Bool;            # nothing recurs
}

struct Link {
  role @0 :Text;
  name @1 :Text;
  uid @2 :Text;
  argname @3 :Text;
  parent @4 :Bool;
  named @5 :Bool;              # the blueprint names it; otherwise it was found or made
}

struct ActionState {
  name @0 :Text;
  status @1 :ActionStatus;
  code @2 :Text;               # hash of the code that ran last
  reasonJson @3 :Text;         # a Reason: why it is changed, scheduled or in error
  argsJson @4 :Text;           # args of a scheduled action
  run @5 :Text;                # the run and job that last finished it
  job @6 :UInt32;
  lastRun @7 :Int64;
  period @8 :Int64;            # of a recurring action, as the blueprint says; 0: none
  due @9 :Int64;               # when it recurs next; 0: not as things are
}

# What a service was before a change of its data or links, and who made that change.
struct Revision {
  uid @0 :Text;
  number @1 :UInt32;
  kind @2 :RevisionKind;
  role @3 :Text;
  name @4 :Text;
  actor @5 :Text;
  data @6 :Data;               # before; empty for create
  links @7 :List(Link);
  at @8 :Int64;
  who @9 :Text;
  command @10 :Text;
  run @11 :Text;               # empty when nothing had to run
  job @12 :Int32 = -1;         # -1: planned, or by hand
  action @13 :Text;            # of the job, or whose state was set
  blueprint @14 :Text;
  line @15 :UInt32;
  stateBefore @16 :ActionStatus;
  stateAfter @17 :ActionStatus;
}

struct Compaction { at @0 :Int64; }

struct Actor {
  name @0 :Text;
  role @1 :Text;
  pack @2 :Text;
  folder @3 :Text;
  schema @4 :Text;
  capnp @5 :Text;
  lockJson @6 :Text;
  linksJson @7 :Text;
  goal @8 :Text;
  actions @9 :List(ActorAction);
  onChangeJson @10 :Text;      # field to actions
  recurringJson @11 :Text;
  eventsJson @12 :Text;
  updated @13 :Int64;
  concurrency @14 :UInt32;     # jobs of this actor at once; 0: no limit
  version @15 :Text;           # of the pack
}

struct ActorAction {
  name @0 :Text;
  code @1 :Text;
  inputs @2 :Text;
  optionsJson @3 :Text;
}

struct Code {
  code @0 :Text;
  map @1 :Text;
  action @2 :Text;
  actor @3 :Text;
}

struct Pending { actions @0 :List(Text); }
struct Guard { count @0 :UInt64; }
struct Claim { run @0 :Text; }

struct Run {
  id @0 :Text;
  state @1 :RunState;
  command @2 :Text;
  who @3 :Text;
  created @4 :Int64;
  started @5 :Int64;
  ended @6 :Int64;
  steps @7 :List(UInt32);      # jobs in each step, as planned
  gates @8 :List(Gate);        # points that only order: numbered from jobs on
  jobs @9 :UInt32;             # jobs as planned; a run grows beyond
  barrier @10 :Bool;
  counts @11 :List(UInt32);    # jobs by JobState, when the run has ended
  recurring @12 :Bool;         # of recurring actions: retention keeps the last jobs of each
  retries @13 :List(Int64);    # waits between tries, in place of those of actor.yaml
  parallel @14 :UInt32;        # jobs at once; 0: as many as the executor takes
}

struct Gate { needs @0 :List(UInt32); }

# Somebody asks the driver of a run to stop it.
struct Cancel {
  who @0 :Text;
  at @1 :Int64;
  kill @2 :Bool;               # at once, without waiting for the actions
}

struct Job {
  number @0 :UInt32;
  role @1 :Text;
  name @2 :Text;
  uid @3 :Text;
  actor @4 :Text;
  action @5 :Text;
  code @6 :Text;               # empty: done by AYS itself
  state @7 :JobState;
  step @8 :UInt32;
  needs @9 :List(UInt32);
  attempt @10 :UInt16;
  argsJson @11 :Text;
  reasonJson @12 :Text;        # a Reason: why it is in the run; once left out, why
  created @13 :Int64;
  started @14 :Int64;
  ended @15 :Int64;
  errorJson @16 :Text;
  logChunks @17 :UInt32;
  grownBy @18 :Int32 = -1;     # number of the job whose commit added it
  retryAt @19 :Int64;          # it has failed and is tried again then; 0: nothing holds it back
  failures @20 :UInt16;        # tries that failed since the run was started or retried
}

struct LogChunk { lines @0 :List(LogLine); }

struct LogLine {
  at @0 :Int64;
  severity @1 :LogSeverity;
  source @2 :LogSource;
  text @3 :Text;
}

# How far a migration or a restore is, in the store that it fills.
struct Transfer {
  repository @0 :Text;
  source @1 :Text;             # where the entries come from: only the same is gone on with
  cursor @2 :Text;             # every key before it is there
}

# Lets somebody in from elsewhere. The secret itself is nowhere.
struct Token {
  id @0 :Text;
  name @1 :Text;               # who it says
  scope @2 :Scope;
  hash @3 :Data;               # sha256 of the secret, which is 256 random bits
  created @4 :Int64;
  createdBy @5 :Text;
  expires @6 :Int64;           # 0: never
  revoked @7 :Int64;           # 0: not
  revokedBy @8 :Text;
}

# A call through a daemon that could change something.
struct Audit {
  id @0 :Text;
  at @1 :Int64;
  who @2 :Text;
  token @3 :Text;              # empty: through the socket
  operation @4 :Text;
  request @5 :Text;
  status @6 :UInt16;           # 0: not answered
}

struct Event {
  name @0 :Text;               # the command that filters ask for
  payloadJson @1 :Text;        # what the actions get
  source @2 :Text;             # address of the service whose action emitted it, or who sent it
  at @3 :Int64;
  channel @4 :Text;
  tags @5 :List(Text);
  role @6 :Text;               # only services of this role, and of this name, hear it; empty: all
  service @7 :Text;
  secretHash @8 :Text;         # sha256 of the secret it brings
  signature @9 :Text;          # hex HMAC-SHA256 of the payload
  state @10 :EventState;
  submission @11 :Text;        # the queued run that it starts
  signed @12 :Text;            # what the signature signs, when it is not the payload
}

# A run that is to come: its request, and how far it is.
struct Submission {
  id @0 :Text;
  key @1 :Text;                # who submits under the same key again gets this one
  priority @2 :UInt8;          # 0 goes first
  requestJson @3 :Text;
  who @4 :Text;
  created @5 :Int64;
  state @6 :SubmissionState;
  run @7 :Text;                # the one it started
  delays @8 :List(Int64);      # waits before the run is retried
  retries @9 :UInt16;          # how often it was
  retryAt @10 :Int64;          # when it is next; 0: not
  errorJson @11 :Text;         # why it could not be started
  ended @12 :Int64;
  source @13 :Text;            # of the event it is of: those of one source keep their order
  command @14 :Text;
}

# Which submission has a key.
struct SubmissionKey { id @0 :Text; }
`
