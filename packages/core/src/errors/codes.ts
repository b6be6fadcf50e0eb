/**
 * Every stable code and the sentence that explains it in docs/reference/errors.md.
 * A code is never renamed and never used for a second meaning.
 */
export const ERROR_CODES = {
  // everywhere
  AYS_INTERNAL: 'a promise of AYS itself was broken: please report it',
  AYS_CANCELLED: 'the caller asked to stop',
  AYS_USAGE: 'a command or a call was given something it does not take',
  AYS_INPUT_INVALID: 'what the user wrote has faults; each is a diagnostic',
  AYS_BINDING_MISSING: 'nothing is bound to a token',
  AYS_PLUGIN_BROKEN: 'a plugin could not be loaded or keeps no promise of its manifest',
  AYS_REPOSITORY_MISSING: 'there is no ays.yaml here or in any folder above',
  AYS_REPOSITORY_NEWER: 'the store was written by a newer AYS than this one',
  // store
  AYS_STORE_NOT_OPEN: 'a store was used before open() or after it was closed',
  AYS_STORE_CONFLICT: 'an entry changed since it was read',
  AYS_STORE_FENCED: 'a lease is no longer held by who asks',
  AYS_STORE_TOO_LARGE: 'a key, a value or a commit is above the limits of the store',
  AYS_STORE_WATCH_LOST: 'changes were dropped before they could be seen; read again, then watch',
  AYS_STORE_LEASE_HELD: 'a lease is held by somebody else',
  AYS_STORE_LOCKED: 'another process has the store open',
  AYS_STORE_UNREACHABLE: 'the store does not answer',
  AYS_STORE_UNKNOWN: 'the store did not answer: whether the commit happened is not known',
  AYS_STORE_READ_ONLY: 'the store refuses writes',
  AYS_STORE_FULL: 'the store has no room left',
  AYS_STORE_UNSAFE: 'the store may throw away what it has answered',
  AYS_STORE_DAMAGED: 'stored bytes are not what was written',
  AYS_STORE_PARTIAL: 'a migration or a restore into the store was begun and has not ended',
  AYS_STORE_DIFFERS: 'two stores that should hold the same do not',
  AYS_BACKUP_INVALID: 'a file is no backup of AYS, or it is cut or damaged',
  AYS_STORE_URL: 'the URL of a store cannot be understood, or no plugin knows its scheme',
  // schemas and data
  AYS_SCHEMA_INVALID: 'the text of a schema has faults; each is a diagnostic',
  AYS_SCHEMA_BREAKS: 'the new schema cannot read what the old one wrote',
  AYS_SCHEMA_UNSUPPORTED: 'the schema uses something that needs the capnp compiler',
  AYS_DATA_INVALID: 'a value does not fit its schema',
  AYS_MESSAGE_INVALID: 'bytes are not a well-formed Cap’n Proto message',
  // blueprint and template
  AYS_BLUEPRINT_SYNTAX: 'a blueprint is not valid YAML, or not a blueprint',
  AYS_BLUEPRINT_KEY: 'a key of a blueprint is not <template>__<instance>, actions or eventfilters',
  AYS_TEMPLATE_UNKNOWN: 'no template has this name',
  AYS_TEMPLATE_INVALID: 'a template cannot be loaded',
  AYS_TEMPLATE_DUPLICATE: 'two templates have one name',
  AYS_FIELD_UNKNOWN: 'the schema has no such field',
  AYS_FIELD_INVALID: 'a value does not fit its field',
  AYS_NAME_INVALID: 'a name has other characters than letters, digits, "-", "_" and "."',
  AYS_HRD_SYNTAX: 'a line of HRD cannot be read',
  AYS_HRD_IGNORED: 'AYS 8.1 silently ignored or misread this',
  AYS_ACTOR_INVALID: 'actor.yaml does not fit its schema',
  AYS_ACTION_INVALID: 'an action file cannot be bundled or exports something that cannot run',
  // packs
  AYS_PACK_INTEGRITY: 'a pack is not what ays.lock.json pins',
  AYS_PACK_INVALID: 'a folder, a package or a tarball is no pack, or cannot be installed safely',
  AYS_PACK_MISSING: 'a pack that ays.yaml names is nowhere to be found',
  AYS_PACK_UNPINNED: 'ays.lock.json does not pin a pack that ays.yaml names',
  AYS_PACK_UNREACHABLE:
    'a pack cannot be fetched: the registry does not answer, or the cache lacks it',
  // links
  AYS_LINK_MISSING: 'a service needs more producers, or a parent, than there are',
  AYS_LINK_TOO_MANY: 'a service names more producers than its template allows',
  AYS_LINK_AMBIGUOUS: 'several services could be meant',
  AYS_LINK_UNKNOWN: 'a link names a service that does not exist',
  AYS_LINK_CYCLE: 'services need each other in a circle',
  // plan and run
  AYS_SERVICE_UNKNOWN: 'no service has this name',
  AYS_REVISION_UNKNOWN: 'the history of a service does not tell what it was then',
  AYS_SERVICE_DECLARED: 'a service that is deleted was declared in a blueprint',
  AYS_SERVICE_CONSUMED: 'a service cannot go while others consume it',
  AYS_ACTION_UNKNOWN: 'the template exports no such action',
  AYS_ACTION_CYCLE: 'actions need each other in a circle',
  AYS_ACTION_DISABLED: 'an action is disabled',
  AYS_PLAN_STALE: 'what the plan was made from has changed',
  AYS_RUN_UNKNOWN: 'no run has this id',
  AYS_RUN_ACTIVE: 'the run is being driven by another process',
  AYS_RUN_FAILED: 'a run ended with jobs that failed or were skipped',
  AYS_CLAIMED: 'another run may change this service now',
  AYS_FIELD_OWNED: 'an action returned a field that its service does not have',
  // jobs
  AYS_JOB_FAILED: 'an action threw',
  AYS_JOB_TIMEOUT: 'an action took longer than it may',
  AYS_JOB_CRASHED: 'the worker died while it ran the action',
  AYS_JOB_UNLOADABLE: 'the code of an action could not be loaded',
  AYS_HOST_INVALID: 'what getExecutor returned describes no host',
  AYS_HOST_UNREACHABLE: 'the host of an action does not answer, or lets nobody in',
  // daemon
  AYS_DAEMON_RUNNING: 'a daemon serves the repository already',
  AYS_DAEMON_UNREACHABLE: 'the process that serves the repository does not answer, or went away',
  AYS_EVENT_UNKNOWN: 'there is no event with this id',
  AYS_FORBIDDEN: 'the token does not allow what was asked',
  AYS_REQUEST_INVALID: 'a request of the HTTP API is not what its route takes',
  AYS_RUN_HANDED_BACK: 'the process that drove the run ended before it; the run can be resumed',
  AYS_SUBMISSION_UNKNOWN: 'there is no queued run with this id',
  AYS_TOKEN_UNKNOWN: 'there is no token with this id',
  AYS_UNAUTHENTICATED: 'a request has no token, or one that is not valid',
} as const

/** One of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES
